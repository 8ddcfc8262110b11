// Asks the shop for the logged-in customer's personal offer and lets it be redeemed with one click.
class StammkundeOffer extends HTMLElement {
  connectedCallback() {
    this.querySelector('[data-copy]').addEventListener('click', () => this.copy())
    this.querySelector('[data-redeem]').addEventListener('click', () => this.remember('stammkunde-redeemed', this.code))
    if (this.dataset.example !== undefined) this.show(this.exampleOffer())
    else this.load()
  }

  async load() {
    const key = `stammkunde-offer-${this.dataset.customer}`
    try {
      const url = `${this.dataset.url}?locale=${encodeURIComponent(this.dataset.locale)}`
      const response = await fetch(url, { headers: { Accept: 'application/json' } })
      const reply = response.ok ? await response.json() : { outcome: 'none' }
      this.remember(key, reply.outcome)
      if (reply.outcome === 'offer') this.show(reply.offer)
      else this.hidden = true
    } catch {
      // An offer is an extra: a page without it is whole.
      this.hidden = true
    }
  }

  show({ code, value, target, endsAt, lastDay }) {
    this.code = code
    const { title, validUntil, ends } = this.dataset
    this.fill('title', title.replace('[value]', value).replace('[target]', target))
    const left = endsAt && this.timeLeft(new Date(endsAt))
    this.fill('countdown', left ? ` · ${ends.replace('[time]', left)}` : '')
    this.fill('validity', lastDay ? validUntil.replace('[day]', lastDay) : '')
    this.fill('code', code)
    const back = this.dataset.after === 'cart' ? this.dataset.cart : location.pathname + location.search
    const apply = `/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(back)}`
    this.querySelector('[data-redeem]').href = apply
    this.querySelector('[data-card]').setAttribute('aria-busy', 'false')
    if (this.recall('stammkunde-redeemed') === code) this.showRedeemed()
    this.hidden = false
  }

  showRedeemed() {
    this.classList.add('stammkunde-offer--redeemed')
    this.fill('status', this.dataset.redeemed)
  }

  // Only in the last three days: before, the date says enough.
  timeLeft(end) {
    const hours = (end.getTime() - Date.now()) / 3_600_000
    if (hours <= 0 || hours > 72) return ''
    const format = new Intl.RelativeTimeFormat(this.dataset.locale, { numeric: 'auto' })
    if (hours >= 24) return format.format(Math.floor(hours / 24), 'day')
    return hours >= 1 ? format.format(Math.floor(hours), 'hour') : format.format(Math.ceil(hours * 60), 'minute')
  }

  async copy() {
    await navigator.clipboard.writeText(this.code)
    this.fill('status', this.dataset.copied)
  }

  fill(slot, text) {
    this.querySelector(`[data-slot="${slot}"]`).textContent = text
  }

  remember(key, value) {
    try {
      sessionStorage.setItem(key, value)
    } catch {
      // Storage may be switched off; then the next page asks again.
    }
  }

  recall(key) {
    try {
      return sessionStorage.getItem(key)
    } catch {
      return null
    }
  }

  exampleOffer() {
    const share = new Intl.NumberFormat(this.dataset.locale, { style: 'percent' }).format(0.2)
    return { code: 'ANNA-20', value: share, target: '…', endsAt: null, lastDay: null }
  }
}

if (!customElements.get('stammkunde-offer')) customElements.define('stammkunde-offer', StammkundeOffer)

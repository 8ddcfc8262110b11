// Sends a shopper's question without leaving the page and says what became of it.
class StammkundeQuestion extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form')
    this.button = this.querySelector('button[type="submit"]')
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.send()
    })
    this.form.addEventListener('input', ({ target }) => this.mark(target.name, ''))
  }

  async send() {
    if (this.button.getAttribute('aria-disabled') === 'true') return
    this.busy(true)
    this.say(this.dataset.sending)
    const body = JSON.stringify(Object.fromEntries(new FormData(this.form)))
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    try {
      const response = await fetch(this.form.getAttribute('action'), { method: 'POST', headers, body })
      this.take(await response.json())
    } catch {
      this.say(this.dataset.failed, 'failed')
    }
    this.busy(false)
  }

  take({ outcome, message, problems = {} }) {
    if (outcome === 'refused') throw new Error(outcome)
    for (const name of ['text', 'name', 'email']) this.mark(name, problems[name] ?? '')
    this.say(message, outcome === 'asked' ? 'done' : 'failed')
    if (outcome === 'asked') this.finish()
    else this.form.querySelector('[aria-invalid="true"]')?.focus()
  }

  finish() {
    this.form.hidden = true
    this.querySelector('[data-status]').focus()
  }

  mark(name, problem) {
    const place = this.querySelector(`[data-error="${name}"]`)
    if (!place) return
    place.textContent = problem
    const field = this.form.elements.namedItem(name)
    if (problem) field.setAttribute('aria-invalid', 'true')
    else field.removeAttribute('aria-invalid')
  }

  say(text, tone = '') {
    const status = this.querySelector('[data-status]')
    status.textContent = text
    status.dataset.tone = tone
  }

  // Not `disabled`: that would take the keyboard's place on the page away.
  busy(on) {
    this.button.setAttribute('aria-disabled', String(on))
  }
}

if (!customElements.get('stammkunde-question')) customElements.define('stammkunde-question', StammkundeQuestion)

// Lets the logged-in customer say what she likes and does not like, and shows what she said before.
class StammkundePreferences extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form')
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.send()
    })
    this.load()
  }

  async load() {
    try {
      const url = `${this.dataset.url}?locale=${encodeURIComponent(this.dataset.locale)}`
      const reply = await (await fetch(url, { headers: { Accept: 'application/json' } })).json()
      if (reply.outcome !== 'asked') return
      this.querySelector('[data-groups]').replaceChildren(...reply.groups.map((group) => this.groupOf(group)))
      this.hidden = false
    } catch {
      // The form is an extra: a page without it is whole.
    }
  }

  groupOf({ title, choices }) {
    const group = document.createElement('fieldset')
    group.className = 'stammkunde-choices'
    const legend = document.createElement('legend')
    legend.textContent = title
    group.append(legend, ...choices.map((choice) => this.choiceOf(choice)))
    return group
  }

  choiceOf({ kind, value, stance }) {
    const label = document.createElement('label')
    label.className = 'stammkunde-choice'
    const select = document.createElement('select')
    select.name = `${kind}:${value}`
    const { none, likes, dislikes } = this.dataset
    select.append(
      ...[
        ['', none],
        ['likes', likes],
        ['dislikes', dislikes],
      ].map(([of, text]) => new Option(text, of)),
    )
    select.value = stance ?? ''
    label.append(value, select)
    return label
  }

  async send() {
    const status = this.querySelector('[data-status]')
    const body = JSON.stringify({ ...Object.fromEntries(new FormData(this.form)), locale: this.dataset.locale })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    try {
      const reply = await (await fetch(this.dataset.url, { method: 'POST', headers, body })).json()
      status.textContent = reply.message ?? this.dataset.failed
      status.dataset.tone = reply.outcome === 'heard' ? 'done' : 'failed'
    } catch {
      status.textContent = this.dataset.failed
      status.dataset.tone = 'failed'
    }
  }
}

if (!customElements.get('stammkunde-preferences'))
  customElements.define('stammkunde-preferences', StammkundePreferences)

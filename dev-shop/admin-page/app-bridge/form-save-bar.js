import { hideUnsaved, showUnsaved } from './save-bar.js'

const bars = new WeakMap()

/** Forms with data-save-bar: a change shows the save bar; Save submits the form and Discard resets it. */
export function watchForms() {
  for (const type of ['input', 'change']) {
    document.addEventListener(type, ({ target }) => {
      const form = target instanceof Element ? target.closest('form[data-save-bar]') : null
      if (form !== null) showUnsaved(barOf(form))
    })
  }
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, ({ target }) => {
      if (bars.has(target)) hideUnsaved(bars.get(target))
    })
  }
}

function barOf(form) {
  if (!bars.has(form)) {
    bars.set(form, {
      discardConfirmation: form.hasAttribute('data-discard-confirmation'),
      controls: { save: control(() => form.requestSubmit()), discard: control(() => form.reset()) },
    })
  }
  return bars.get(form)
}

function control(pressed) {
  const button = document.createElement('button')
  button.addEventListener('click', pressed)
  return button
}

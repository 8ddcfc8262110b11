import { navigate } from './navigation.js'

/** What the frame must know to draw a button of the app; pressing it comes back as a press of the original. */
export function describeButton(element, index) {
  return {
    index,
    label: element.textContent.trim(),
    primary: element.getAttribute('variant') === 'primary',
    critical: element.getAttribute('tone') === 'critical',
    disabled: isOn(element, 'disabled'),
    loading: isOn(element, 'loading'),
    href: element.getAttribute('href'),
  }
}

/** Presses the original of a button that the frame has drawn. */
export function press(element) {
  if (!element || isOn(element, 'disabled')) return
  const href = element.getAttribute('href')
  if (href === null) return element.click()
  const wanted = element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  if (wanted) navigate(href, element)
}

/** Calls `changed` once after each burst of changes below an element. */
export function watch(element, changed) {
  const observer = new MutationObserver(changed)
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true })
  return observer
}

// React writes loading="true" on elements it does not know, and an empty loading="" for "true" on those it does.
function isOn(element, name) {
  return element.hasAttribute(name) && element.getAttribute(name) !== 'false'
}

const CONFIG_KEY = 'app-bridge-config'

// The script is served by the shop, so its own address says which origin the surrounding frame must have.
const script = document.currentScript
export const shopOrigin = new URL(script.src).origin
export const isEmbedded = window.parent !== window

export const config = readConfig()

// Only the first document gets the parameters; after a full page load inside the frame the session remembers them.
function readConfig() {
  const given = new URLSearchParams(location.search)
  const known = JSON.parse(sessionStorage.getItem(CONFIG_KEY) ?? '{}')
  const value = (name) => given.get(name) ?? known[name]
  const read = { apiKey: script.dataset.apiKey, host: value('host'), locale: value('locale'), shop: value('shop') }
  sessionStorage.setItem(CONFIG_KEY, JSON.stringify(read))
  return read
}

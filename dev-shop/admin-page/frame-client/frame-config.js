/** What the server tells the frame's script: {texts, locale, sessionTokenPath, resourcesPath, app: null | {…}}. */
export const frameConfig = JSON.parse(document.getElementById('frame-config').textContent)
export const texts = frameConfig.texts

import { startAppFrame } from './app-frame.js'
import { frameConfig } from './frame-config.js'
import { startPageActions } from './page-actions.js'
import { showLeftToast } from './toasts.js'

startPageActions()
showLeftToast()
if (frameConfig.app !== null) startAppFrame()

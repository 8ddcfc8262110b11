import express from 'express'
import { z } from 'zod'
import { adminApiRouter } from './admin-api/router.ts'
import { adminPageRouter } from './admin-page/router.ts'
import { bulkRouter } from './bulk/router.ts'
import { controlRouter } from './control.ts'
import { mailboxRouter } from './mailbox/router.ts'
import { oauthRouter } from './oauth/router.ts'
import type { DevShop } from './shop.ts'
import { storefrontRouter } from './storefront/router.ts'
import type { Dispatcher } from './webhooks/dispatch.ts'

/** Everything that is served at the shop's origin; the storefront takes what nobody else wants. */
export function listenTo(shop: DevShop, dispatcher: Dispatcher): express.Express {
  const routes = express()
  routes.disable('x-powered-by')
  routes.use(controlRouter(shop, dispatcher))
  routes.use(adminApiRouter(shop))
  routes.use(oauthRouter(shop))
  routes.use(bulkRouter(shop))
  routes.use(adminPageRouter(shop))
  routes.use(mailboxRouter(shop))
  routes.use(storefrontRouter(shop))
  routes.use(answerError)
  return routes
}

// Express knows an error handler by its four parameters.
function answerError(error: unknown, _request: express.Request, response: express.Response, _next: unknown): void {
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error) })
    return
  }
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500
  if (status >= 500)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  response.status(status).json({ error: error instanceof Error ? error.message : String(error) })
}

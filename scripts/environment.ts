import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'

/** Where the parts of a shop on this machine find each other. */
export type LocalPorts = { web: number; devShop: number; smtp: number }

const appToml = z.object({ client_id: z.string(), access_scopes: z.object({ scopes: z.string() }) })

/** The app's environment on this machine, with the dev shop as its counterpart. The secret is for this machine only. */
export function localEnvironment(databaseUrl: string, { web, devShop, smtp }: LocalPorts): Record<string, string> {
  const { client_id, access_scopes } = appToml.parse(parse(readFileSync('shopify.app.toml', 'utf8')))
  const devShopUrl = `http://127.0.0.1:${String(devShop)}`
  return {
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: client_id,
    SHOPIFY_API_SECRET: 'a-secret-for-this-machine-only',
    SHOPIFY_APP_URL: `http://127.0.0.1:${String(web)}`,
    SCOPES: access_scopes.scopes,
    SMTP_URL: `smtp://127.0.0.1:${String(smtp)}`,
    MAIL_FROM: 'HandelBlitz <hallo@handelblitz.example>',
    HOST: '127.0.0.1',
    PORT: String(web),
    DEV_SHOP_URL: devShopUrl,
    APP_BRIDGE_URL: `${devShopUrl}/app-bridge.js`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
}

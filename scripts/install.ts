import { z } from 'zod'

const sessionToken = z.object({ token: z.string() })
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36'

/** A session token as the admin's frame hands it to the app. */
export async function freshSessionToken(devShopUrl: string): Promise<string> {
  const answer = await fetch(new URL('/dev/session-token', devShopUrl))
  if (!answer.ok) throw new Error(`The dev shop gave no session token: ${String(answer.status)} ${await answer.text()}`)
  return sessionToken.parse(await answer.json()).token
}

/** Does what a merchant does: grants access in the admin and opens the app there, which exchanges its token. */
export async function installApp(devShopUrl: string, appUrl: string): Promise<void> {
  const granted = await fetch(new URL('/dev/install', devShopUrl), { method: 'POST' })
  if (!granted.ok) throw new Error(`The dev shop refused the installation: ${await granted.text()}`)
  const page = new URL('/app', appUrl)
  page.search = new URLSearchParams({
    embedded: '1',
    shop: 'handelblitz.myshopify.com',
    host: Buffer.from('admin.shopify.com/store/handelblitz').toString('base64url'),
    id_token: await freshSessionToken(devShopUrl),
  }).toString()
  const opened = await fetch(page, { headers: { 'user-agent': BROWSER }, redirect: 'manual' })
  if (opened.status !== 200) throw new Error(`The app did not open after installation: HTTP ${String(opened.status)}`)
  await opened.arrayBuffer()
}

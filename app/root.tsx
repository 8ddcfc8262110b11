import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { languageOf } from './kernel/language.ts'

/** The admin names its language in the address of the document; later requests carry none, so it is read once. */
export function loader({ request }: LoaderFunctionArgs) {
  return {
    language: languageOf(new URL(request.url).searchParams.get('locale') ?? request.headers.get('accept-language')),
  }
}

export const shouldRevalidate = () => false

export default function Document() {
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang={root?.language ?? 'de'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

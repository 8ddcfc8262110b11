import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { UnsubscribePageView } from '../consent/ui/index.ts'
import { languageOf } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { openTexts } from '../ui/index.ts'

const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' }

export const headers: HeadersFunction = () => PRIVATE
export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data?.outcome === 'page' ? [{ title: openTexts(data.language).t('consent:page.title', { shop: data.shopName }) }] : []

/** Shows the page and changes nothing: mail scanners follow every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  return answer(request, await pipeline.consent.pageFor(params.token ?? '', accepts(request)))
}

/** The page's buttons, and the one-click POST of a mail program (RFC 8058), which carries no cookie and no session. */
export async function action({ request, params }: ActionFunctionArgs) {
  const form = await request.formData()
  const token = params.token ?? ''
  if (form.get('act') === 'restore') return answer(request, await pipeline.consent.restore(token, accepts(request)))
  if (form.get('act') === 'track' || form.get('act') === 'untrack')
    return answer(request, await pipeline.consent.track(token, form.get('act') === 'track', accepts(request)))
  const asked = form.get('act') === 'unsubscribe' || form.get('List-Unsubscribe') === 'One-Click'
  if (!asked) throw new Response(null, { status: 400 })
  return answer(request, await pipeline.consent.withdraw(token, accepts(request)))
}

type Answer = Awaited<ReturnType<typeof pipeline.consent.pageFor>>

function answer(request: Request, page: Answer) {
  if (page.outcome === 'page') return data(page, { status: 200, headers: PRIVATE })
  return data({ outcome: 'forged' as const, language: languageOf(accepts(request)) }, { status: 404, headers: PRIVATE })
}

function accepts(request: Request): string | null {
  return request.headers.get('accept-language')
}

export default function Unsubscribe() {
  const shown = useLoaderData<typeof loader>()
  const view = useActionData<typeof action>() ?? shown
  const t = openTexts(view.language).getFixedT(view.language, 'consent')
  return <UnsubscribePageView view={view} t={(key, values) => t(key, values ?? {})} />
}

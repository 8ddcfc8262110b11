import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RequestPage } from '../conversations/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const found = await pipeline.conversations.get(shop, params.id ?? '')
  if (found === null) throw new Response(null, { status: 404 })
  return { request: found }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const requestId = pipeline.conversations.requestIdOf(params.id)
  if (requestId === null) throw new Response(null, { status: 404 })
  const form = await request.formData()
  if (form.get('intent') === 'try-again') {
    return pipeline.conversations.tryAgain(shop, { requestId, messageId: textOf(form, 'messageId') })
  }
  const answered = await pipeline.conversations.answer(shop, requestId, {
    id: textOf(form, 'id'),
    body: textOf(form, 'body'),
    author: (await pipeline.notes.nameOf(shop, await pipeline.person(request))) ?? shop.name,
  })
  if (answered.outcome === 'unknown-request') throw new Response(null, { status: 404 })
  return answered
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export default function Request() {
  return <RequestPage request={useLoaderData<typeof loader>().request} />
}

export { PageProblem as ErrorBoundary }

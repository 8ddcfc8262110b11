import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { replace, useLoaderData, type ClientActionFunctionArgs, type ShouldRevalidateFunction } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { SegmentEditor } from '../segments/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const types = await pipeline.profiles.productTypes(shop)
  if (params.id === 'new') {
    const wanted = new URL(request.url).searchParams.get('template')
    const template = (await pipeline.segments.templates(shop)).find(({ id }) => id === wanted)
    return { segment: null, membership: null, template: template ?? null, types, push: null }
  }
  const segment = await pipeline.segments.get(shop, params.id ?? '')
  if (segment === null) throw new Response(null, { status: 404 })
  const [membership, push] = await Promise.all([
    pipeline.segments.membership.page(shop, segment.id),
    pipeline.segments.pushOf(shop, segment.id),
  ])
  return { segment, membership, template: null, types, push }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const form = await request.formData()
  const id = params.id === 'new' ? null : (params.id ?? null)
  if (form.get('intent') === 'delete') {
    await pipeline.segments.remove(shop, id ?? '')
    return redirect('/app/segments')
  }
  if (form.get('intent') === 'push') return pipeline.segments.askForPush(shop, id ?? '')
  if (form.get('intent') === 'withdraw') return pipeline.segments.askToWithdraw(shop, id ?? '')
  return pipeline.segments.saveForm(shop, id, form)
}

/** A segment that was created goes on at its own address. */
export async function clientAction({ serverAction, params }: ClientActionFunctionArgs) {
  const answer = await serverAction<typeof action>()
  return params.id === 'new' && answer.outcome === 'saved' ? replace(`/app/segments/${answer.id}`) : answer
}

/** Counting and explaining who fits changes nothing that this page shows. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  defaultShouldRevalidate && formAction !== '/app/segments/count' && formAction !== '/app/segments/why'

export default function Segment() {
  const { segment, membership, template, types, push } = useLoaderData<typeof loader>()
  return (
    <SegmentEditor
      key={segment?.id ?? `new-${template?.id ?? ''}`}
      segment={segment}
      membership={membership}
      template={template}
      types={types}
      push={push}
    />
  )
}

export { PageProblem as ErrorBoundary }

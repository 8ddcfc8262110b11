import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { AutomationPage } from '../automations/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const automation = await pipeline.automations.find(shop, params.id ?? '')
  if (automation === null) throw new Response(null, { status: 404 })
  const details = await pipeline.automations.details(shop, automation.id)
  const ofSegment = automation.definition.trigger.kind.endsWith('-segment')
  const segments = ofSegment ? await pipeline.segments.list(shop) : []
  return { automation, details, segments: segments.map(({ id, name }) => ({ id, name })) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { automations } = pipeline
  const automation = await automations.find(shop, params.id ?? '')
  if (automation === null) throw new Response(null, { status: 404 })
  const form = await request.formData()
  const { id } = automation
  const intent = form.get('intent')
  if (intent === 'reach') return { outcome: 'counted' as const, reach: await automations.reach(shop, id) }
  if (intent === 'switch') return automations.switch(shop, { id, on: form.get('on') === 'yes' })
  if (intent === 'save') return automations.saveForm(shop, id, form)
  throw new Response(null, { status: 400 })
}

/** Counting who would be written to changes nothing that this page shows. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) =>
  defaultShouldRevalidate && formData?.get('intent') !== 'reach'

export default function Automation() {
  const data = useLoaderData<typeof loader>()
  return <AutomationPage key={data.automation.id} {...data} />
}

export { PageProblem as ErrorBoundary }

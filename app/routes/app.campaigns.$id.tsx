import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { replace, useLoaderData, type ClientActionFunctionArgs, type ShouldRevalidateFunction } from '@remix-run/react'
import { NAME_LENGTH, readRecipientView } from '../campaigns/index.ts'
import { CampaignEditor, CampaignResultPage, WaitingPage } from '../campaigns/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { campaigns } = pipeline
  const search = new URL(request.url).searchParams
  const campaign = params.id === 'new' ? null : await campaigns.find(shop, params.id ?? '')
  if (campaign === null && params.id !== 'new') throw new Response(null, { status: 404 })
  if (campaign === null || campaign.status === 'draft') {
    const choices = await campaigns.choices(shop)
    const email = shop.email ?? ''
    return { page: 'editor' as const, campaign, choices, segmentId: search.get('segment'), email }
  }
  const person = await pipeline.person(request)
  if (campaign.status === 'awaiting' || campaign.status === 'scheduled') {
    const { dryRun, preview } = await campaigns.lookOver(shop, campaign)
    return { page: 'waiting' as const, campaign, dryRun, preview, person }
  }
  const [result, attribution, effect, engagement, recipients] = await Promise.all([
    campaigns.result(shop, campaign.id),
    campaigns.attribution(shop, campaign.id),
    campaigns.effect(shop, campaign),
    campaigns.engagement(shop, campaign.id),
    campaigns.recipients(shop, campaign.id, {
      view: readRecipientView(search.get('view')),
      after: search.get('after'),
    }),
  ])
  return { page: 'result' as const, campaign, result, attribution, effect, engagement, recipients, person }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { campaigns } = pipeline
  const id = params.id === 'new' ? null : (params.id ?? '')
  const campaign = id === null ? null : await campaigns.find(shop, id)
  if (id !== null && campaign === null) throw new Response(null, { status: 404 })
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'preview') return campaigns.preview(shop, draftIn(form), campaign?.seed)
  if (intent === 'test') return campaigns.testMail(shop, { ...testIn(form), input: draftIn(form) })
  if (intent === 'save') return campaigns.save(shop, { id, input: draftIn(form) })
  if (campaign === null) throw new Response(null, { status: 400 })
  if (intent === 'check') return { outcome: 'checked' as const, ...(await campaigns.check(shop, campaign)) }
  const who = { id: campaign.id, by: await pipeline.person(request) }
  if (intent === 'release') return campaigns.release(shop, who)
  if (intent === 'approve') return campaigns.approve(shop, who)
  if (isSteering(intent)) return campaigns[intent](shop, campaign.id)
  if (intent === 'duplicate') return copied(await campaigns.duplicate(shop, { id: campaign.id, name: nameIn(form) }))
  if (intent !== 'delete') throw new Response(null, { status: 400 })
  const removed = await campaigns.remove(shop, campaign.id)
  return removed.outcome === 'deleted' ? redirect('/app/campaigns') : removed
}

const steering = ['withdraw', 'pause', 'goOn', 'cancel'] as const

function isSteering(intent: unknown): intent is (typeof steering)[number] {
  return steering.some((known) => known === intent)
}

function copied(copy: { outcome: 'duplicated'; id: string } | { outcome: 'gone' }) {
  return copy.outcome === 'duplicated' ? redirect(`/app/campaigns/${copy.id}`) : copy
}

function nameIn(form: FormData): string {
  const name = form.get('name')
  if (typeof name !== 'string' || name.trim() === '') throw new Response(null, { status: 400 })
  return name.trim().slice(0, NAME_LENGTH)
}

/** A campaign that was created goes on at its own address. */
export async function clientAction({ serverAction, params }: ClientActionFunctionArgs) {
  const answer = await serverAction<typeof action>()
  return params.id === 'new' && answer.outcome === 'saved' ? replace(`/app/campaigns/${answer.id}`) : answer
}

const LOOKING = new Set<FormDataEntryValue | null>(['preview', 'test'])

/** Looking at the preview changes nothing that this page shows. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) =>
  defaultShouldRevalidate && !LOOKING.has(formData?.get('intent') ?? null)

function testIn(form: FormData) {
  return { to: form.get('to'), language: form.get('language'), place: Number(form.get('place')) }
}

function draftIn(form: FormData): unknown {
  const text = form.get('draft')
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    throw new Response(null, { status: 400 })
  }
}

export default function Campaign() {
  const data = useLoaderData<typeof loader>()
  if (data.page === 'waiting') return <WaitingPage key={data.campaign.id} {...data} />
  if (data.page === 'result') return <CampaignResultPage key={data.campaign.id} {...data} />
  return <CampaignEditor key={data.campaign?.id ?? 'new'} {...data} />
}

export { PageProblem as ErrorBoundary }

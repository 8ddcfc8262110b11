import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { readBorders } from '../profiles/index.ts'
import { RfmSettingPage } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  return { setting: await pipeline.profiles.rfm.read(shop) }
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const form = await request.formData()
  if (form.get('mode') === 'fifths') {
    await pipeline.profiles.rfm.save(shop, null)
    return { outcome: 'saved' as const }
  }
  const typed = (name: string) => form.getAll(name).map((value) => (typeof value === 'string' ? value : ''))
  const fields = { recency: typed('recency'), frequency: typed('frequency'), monetary: typed('monetary') }
  const reading = readBorders(fields, shop.currency)
  if (reading.outcome === 'invalid') return reading
  await pipeline.profiles.rfm.save(shop, reading.cuts)
  return { outcome: 'saved' as const }
}

export default function RfmSetting() {
  return <RfmSettingPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

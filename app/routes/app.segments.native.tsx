import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { NativeList } from '../segments/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return { segments: await pipeline.segments.native(await pipeline.merchant(request)) }
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const id = (await request.formData()).get('id')
  const taken = await pipeline.segments.takeOver(shop, typeof id === 'string' ? id : '')
  return taken.outcome === 'saved' ? redirect(`/app/segments/${taken.id}`) : taken
}

export default function NativeSegments() {
  return <NativeList {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

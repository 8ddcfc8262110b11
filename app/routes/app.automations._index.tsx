import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AutomationList } from '../automations/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return pipeline.automations.list(await pipeline.merchant(request))
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const form = await request.formData()
  const id = await pipeline.automations.addForm(shop, form)
  if (id === null) throw new Response(null, { status: 400 })
  return redirect(`/app/automations/${id}`)
}

export default function Automations() {
  return <AutomationList {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

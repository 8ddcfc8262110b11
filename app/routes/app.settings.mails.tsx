import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MailDesignPage } from '../campaigns/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return pipeline.campaigns.designView(await pipeline.merchant(request))
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const text = (await request.formData()).get('design')
  return pipeline.campaigns.saveDesign(shop, typeof text === 'string' ? JSON.parse(text) : null)
}

export default function MailDesign() {
  return <MailDesignPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

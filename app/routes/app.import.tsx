import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ImportPage } from '../intake/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  return { progress: await pipeline.intake.progress(shop) }
}

/** Stops the import of the shop's history, or begins it again. */
export async function action({ request }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const form = await request.formData()
  if (form.get('intent') === 'cancel') await pipeline.intake.cancelImport(shop)
  else await pipeline.intake.repeatImport(shop)
  return { progress: await pipeline.intake.progress(shop) }
}

export default function Import() {
  return <ImportPage {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

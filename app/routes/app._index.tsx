import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { todosOf } from '../insights/index.ts'
import { Home } from '../insights/ui/index.ts'
import { ImportProgress } from '../intake/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const [progress, overview, openRequests, suggestions, drafts] = await Promise.all([
    pipeline.intake.progress(shop),
    pipeline.profiles.overview(shop),
    pipeline.conversations.openCount(shop),
    pipeline.segments.suggestions(shop),
    pipeline.campaigns.drafts(shop),
  ])
  return { progress, numbers: { ...overview, openRequests }, todos: todosOf({ openRequests, drafts, suggestions }) }
}

export default function HomePage() {
  const { progress, numbers, todos } = useLoaderData<typeof loader>()
  return <Home numbers={numbers} todos={todos} progress={<ImportProgress progress={progress} />} />
}

export { PageProblem as ErrorBoundary }

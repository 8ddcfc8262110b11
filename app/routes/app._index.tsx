import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { todosOf } from '../insights/index.ts'
import { Home } from '../insights/ui/index.ts'
import { ImportProgress, SyncLine, SyncWarning } from '../intake/ui/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { ForecastLine } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const [progress, sync, overview, openRequests, overdue, suggestions, drafts, { result }] = await Promise.all([
    pipeline.intake.progress(shop),
    pipeline.intake.receipt.standing(shop),
    pipeline.profiles.overview(shop),
    pipeline.conversations.openCount(shop),
    pipeline.notes.overdue(shop),
    pipeline.segments.suggestions(shop),
    pipeline.campaigns.drafts(shop),
    pipeline.profiles.backtest(shop),
  ])
  const todos = todosOf({ openRequests, overdue, drafts, suggestions })
  return { progress, sync, numbers: { ...overview, openRequests }, todos, backtest: result }
}

export default function HomePage() {
  const { progress, sync, numbers, todos, backtest } = useLoaderData<typeof loader>()
  return (
    <Home
      numbers={numbers}
      todos={todos}
      progress={<ImportProgress progress={progress} />}
      warning={<SyncWarning {...sync} />}
      receipt={<SyncLine {...sync} />}
      forecast={<ForecastLine result={backtest} />}
    />
  )
}

export { PageProblem as ErrorBoundary }

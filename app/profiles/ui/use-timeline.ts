import { useState } from 'react'
import type { TimelineTopic } from '../../kernel/index.ts'
import type { TimelinePage } from '../customer-view.ts'

/** A timeline's first page, what it was narrowed to, and what it can be narrowed to. */
export type History = { page: TimelinePage; topics: TimelineTopic[]; asked: TimelineTopic[]; find: string }

type Older = { question: string; pages: TimelinePage[] }

/** The first page as the loader gave it, and the older ones fetched after it. Other questions begin anew. */
export function useTimeline(customerId: string, { page: first, asked, find }: History) {
  const question = questionOf(asked, find)
  const [older, setOlder] = useState<Older>({ question, pages: [] })
  const [state, setState] = useState<'idle' | 'fetching' | 'failed'>('idle')
  const pages = [first, ...(older.question === question ? older.pages : [])]
  const byId = new Map(pages.flatMap((page) => page.entries.map((entry) => [entry.id, entry] as const)))
  const next = pages.at(-1)?.next ?? null
  const fetchOlder = async () => {
    if (next === null) return
    setState('fetching')
    const page = await pageAt(`/app/customers/${customerId}/timeline?${question}&before=${encodeURIComponent(next)}`)
    setState(page === null ? 'failed' : 'idle')
    if (page !== null) {
      setOlder((known) => ({ question, pages: [...(known.question === question ? known.pages : []), page] }))
    }
  }
  return {
    entries: [...byId.values()],
    next,
    fetching: state === 'fetching',
    failed: state === 'failed',
    fetchOlder: () => void fetchOlder(),
  }
}

function questionOf(asked: TimelineTopic[], find: string): string {
  const search = new URLSearchParams(asked.map((topic) => ['topic', topic]))
  if (find !== '') search.set('find', find)
  return search.toString()
}

/** App Bridge gives each fetch its session token. */
async function pageAt(url: string): Promise<TimelinePage | null> {
  try {
    const answer = await fetch(url)
    return answer.ok ? ((await answer.json()) as TimelinePage) : null
  } catch {
    return null
  }
}

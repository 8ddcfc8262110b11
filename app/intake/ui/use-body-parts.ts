import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { BodyPart } from '../receipt/readable-body.ts'

/** A delivery's body as far as it was asked for. What was revealed lives in this page only and goes with it. */
export function useBodyParts(id: string, first: BodyPart | null) {
  const fetcher = useFetcher<{ body: BodyPart | null; from: number; revealed: boolean }>()
  const [parts, setParts] = useState<{ list: BodyPart[]; revealed: boolean }>(fresh(first))
  const answer = fetcher.data
  useEffect(() => {
    if (answer?.body == null) return
    const { body, from, revealed } = answer
    setParts(({ list }) => ({ list: from === 0 ? [body] : [...list, body], revealed }))
  }, [answer]) // once for each answer
  const ask = (from: number, revealed: boolean): void => {
    fetcher.submit(
      { intent: 'read', from, reveal: revealed ? 'yes' : 'no' },
      { method: 'post', action: `/app/sync/${id}` },
    )
  }
  const { list, revealed } = parts
  const last = list.at(-1)
  return {
    lines: list.flatMap(({ lines }) => lines),
    next: last?.next ?? null,
    total: last?.total ?? 0,
    revealed,
    busy: fetcher.state !== 'idle',
    reveal: () => {
      ask(0, true)
    },
    hide: () => {
      setParts(fresh(first))
    },
    more: () => {
      ask(last?.next ?? 0, revealed)
    },
  }
}

function fresh(first: BodyPart | null) {
  return { list: first === null ? [] : [first], revealed: false }
}

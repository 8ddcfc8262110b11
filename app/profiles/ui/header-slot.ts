import type { ReactNode } from 'react'

/** A figure that somebody else computes: what it says, and what it means in a sentence. */
export type HeaderSlot = { value: ReactNode; detail?: string; meaning: string }

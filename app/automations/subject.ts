/** What a run is about, as it was when it began. Ids in digits. */
export type Subject =
  | { kind: 'collection'; id: string; title: string; type: string; path: string }
  | { kind: 'product'; id: string; title: string; type: string; path: string }
  | { kind: 'discount'; id: string; title: string; type: string; path: string }
  | { kind: 'order' | 'request' | 'checkout' | 'day'; title: string; path: string }

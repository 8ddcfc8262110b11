/** What became of an act: `unknown` where the shop has no such customer, note or task. */
export type Acted = { outcome: 'saved' | 'invalid' | 'unknown' }

/** The state of a customer who was merged into another, as long as nobody has deleted either of them. */
export const MERGED = 'merged'

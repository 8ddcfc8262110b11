/** Characters; five hundred ids of fourteen digits take a tenth of it. */
export const MAX_QUERY_LENGTH = 100_000

/** Parentheses within parentheses. */
export const MAX_DEPTH = 50

/** Clauses in a query. */
export const MAX_CLAUSES = 300

/** Values of one IN, as in Shopify. */
export const MAX_VALUES = 500

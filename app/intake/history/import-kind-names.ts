/** What is imported, in the order it is read. */
export const importKinds = ['products', 'collections', 'customers', 'orders'] as const
export type ImportKindName = (typeof importKinds)[number]

export const customerSorts = ['last-order', 'spent', 'expected', 'risk', 'next-order', 'name'] as const
export type CustomerSort = (typeof customerSorts)[number]

export const productTypes = ['Halsketten', 'Ringe', 'Ohrringe', 'Armbänder', 'Broschen'] as const
export type ProductType = (typeof productTypes)[number]
export const materials = ['Silber', 'Gold', 'Roségold', 'Perle', 'Bernstein', 'Emaille'] as const
export type Material = (typeof materials)[number]

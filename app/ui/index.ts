export { openTexts, texts } from './i18n.ts'
export { PageProblem } from './page-problem.tsx'
export { ShopProvider, useFormat, useShop, type ShopView } from './shop-context.tsx'

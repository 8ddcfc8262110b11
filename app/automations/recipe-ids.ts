/** What is ready, in the order in which it is offered. */
export const recipeIds = [
  'new-collection',
  'asked-discount',
  'first-order',
  'next-order',
  'win-back',
  'checkout',
  'after-request',
  'welcome',
  'anniversary',
] as const
export type RecipeId = (typeof recipeIds)[number]

import type { ShouldRevalidateFunction } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

/** What is here beside what Shopify says; asked apart, because Shopify may take its time. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  return { counts: await pipeline.intake.receipt.counts(shop) }
}

/** The page looks every few seconds while something waits; Shopify is asked again only after somebody did something. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) => formMethod !== undefined

import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pipeline } from '../pipeline.server.ts'
import { readCustomerQuery } from '../profiles/index.ts'
import { CustomerList } from '../profiles/ui/index.ts'
import { PageProblem } from '../ui/index.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const query = readCustomerQuery(new URL(request.url).searchParams)
  const [page, total, types] = await Promise.all([
    pipeline.profiles.list(shop, query),
    pipeline.profiles.count(shop, query),
    pipeline.profiles.productTypes(shop),
  ])
  return { page, total, types }
}

export default function Customers() {
  return <CustomerList {...useLoaderData<typeof loader>()} />
}

export { PageProblem as ErrorBoundary }

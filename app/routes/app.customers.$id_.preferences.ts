import type { ActionFunctionArgs } from '@remix-run/node'
import { parseId, type CustomerId } from '../kernel/index.ts'
import { pipeline } from '../pipeline.server.ts'
import { readStatement } from '../profiles/index.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const by = await pipeline.person(request)
  const customerId = parseId<CustomerId>(params.id)
  if (customerId === null || !(await pipeline.profiles.knows(shop, customerId)))
    throw new Response(null, { status: 404 })
  const form = await request.formData()
  if (form.get('intent') === 'take-back') {
    const id = form.get('id')
    return { done: typeof id === 'string' && (await pipeline.profiles.takeBack(shop, { customerId, id, by })) }
  }
  const said = readStatement(form.get('kind'), form.get('value'), form.get('stance'))
  if (form.get('intent') !== 'say' || said === null) throw new Response(null, { status: 400 })
  await pipeline.profiles.say(shop, { customerId, said, by })
  return { done: true }
}

import { normaliseEmail, type CustomerId, type ShopId } from '../kernel/index.ts'
import type { Queryable, Transaction } from '../platform/index.server.ts'
import { guestIdOf } from './guest-id.server.ts'
import { lockEmails, takeTurn } from './locks.server.ts'
import { survivorOf } from './survivors.server.ts'

/** Who has this address: a customer, or who took over one who had it, before a guest; null for nobody. */
export async function findCustomerByEmail(db: Queryable, shopId: ShopId, email: string): Promise<CustomerId | null> {
  const normal = normaliseEmail(email)
  if (normal === null) return null
  const [found] = await db.$queryRaw<{ id: CustomerId }[]>`
    select id from customer
     where shop_id = ${shopId} and email = ${normal} and (deleted_at is null or merged_into is not null)
     order by id < 0, merged_into is not null, id limit 1`
  return found === undefined ? null : survivorOf(db, { id: shopId }, found.id)
}

/**
 * Gives a person who wrote to the shop without an account or an order a row of his own; his first order or account finds it.
 * @param email normalised
 */
export async function recordGuest(
  tx: Transaction,
  shopId: ShopId,
  { email, name, locale }: { email: string; name: string | null; locale: string | null },
  now: Date,
): Promise<CustomerId> {
  const id = guestIdOf(email)
  const shop = { id: shopId }
  await lockEmails(tx, shop, await takeTurn(tx, shop, {}), [email])
  const known = await findCustomerByEmail(tx, shopId, email)
  if (known !== null && known !== id) return known
  const [firstName = null, ...rest] = name?.trim().split(/\s+/) ?? []
  const lastName = rest.length === 0 ? null : rest.join(' ')
  await tx.$executeRaw`
    insert into customer (shop_id, id, email, first_name, last_name, locale, state, tags, search_text, created_at, updated_at)
    values (${shopId}, ${id}, ${email}, ${firstName || null}, ${lastName}, ${locale}, 'contact', '{}',
            lower(concat_ws(' ', ${firstName || null}::text, ${lastName}::text, ${email}::text)), ${now}, ${now})
    on conflict (shop_id, id) do update set
      state = 'contact', first_name = coalesce(customer.first_name, excluded.first_name),
      last_name = coalesce(customer.last_name, excluded.last_name)`
  return id
}

import { parseGid } from '../../ids.ts'
import { takeId } from '../../state/open.ts'
import { first, run } from '../../state/query.ts'
import type { CustomerRow } from '../../state/rows.ts'
import { announce } from '../../webhooks/announce.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'

export const customerMutations: Fields = {
  customerCreate: createCustomer,
  customerUpdate: updateCustomer,
  customerDelete: deleteCustomer,
}

type Input = {
  id?: string | null
  firstName?: string | null
  lastName?: string | null
  email?: string | null
  phone?: string | null
  locale?: string | null
  note?: string | null
  tags?: string[] | null
}

const columns: Record<string, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  locale: 'locale',
  note: 'note',
}

function createCustomer(_source: unknown, { input }: { input: Input }, context: Context) {
  refuseUnknownInput(input)
  const { shop } = context
  if (input.id != null) return wrong(['id'], 'Cannot specify id on create')
  if (!input.email && !input.phone && !input.firstName && !input.lastName) {
    return wrong(null, 'A name, phone number, or email address must be present')
  }
  const refused = emailRefusal(context, input.email, '')
  if (refused !== null) return refused
  const id = takeId(shop.state)
  const now = shop.now().toISOString()
  run(
    shop.state,
    `insert into customers (id, first_name, last_name, email, phone, locale, state, note, tags, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, 'DISABLED', ?, ?, ?, ?)`,
    id,
    input.firstName ?? null,
    input.lastName ?? null,
    input.email ?? null,
    input.phone ?? null,
    input.locale ?? 'de',
    input.note ?? null,
    JSON.stringify(input.tags ?? []),
    now,
    now,
  )
  announce(shop, 'customers/create', id)
  return { customer: readCustomer(context, id), userErrors: [] }
}

function updateCustomer(_source: unknown, { input }: { input: Input }, context: Context) {
  refuseUnknownInput(input)
  const { shop } = context
  const customer = findCustomer(context, input.id ?? '')
  if (customer === null) return wrong(['id'], 'Customer does not exist')
  const refused = emailRefusal(context, input.email, customer.id)
  if (refused !== null) return refused
  const now = shop.now().toISOString()
  for (const [field, column] of Object.entries(columns)) {
    const value = input[field as keyof Input]
    if (value === undefined) continue
    run(
      shop.state,
      `update customers set ${column} = ? where id = ?`,
      value === null ? null : String(value),
      customer.id,
    )
  }
  if (input.tags != null) {
    run(shop.state, 'update customers set tags = ? where id = ?', JSON.stringify(input.tags), customer.id)
  }
  run(shop.state, 'update customers set updated_at = ? where id = ?', now, customer.id)
  announce(shop, 'customers/update', customer.id)
  return { customer: readCustomer(context, customer.id), userErrors: [] }
}

function deleteCustomer(_source: unknown, { input }: { input: { id: string } }, context: Context) {
  const { shop } = context
  const customer = findCustomer(context, input.id)
  const refused = (field: string, message: string) => ({
    deletedCustomerId: null,
    userErrors: [{ field: [field], message }],
  })
  if (customer === null) return refused('id', "Customer can't be found")
  if (first(shop.state, 'select 1 from orders where customer_id = ?', customer.id) !== undefined) {
    return refused('id', 'Customer can’t be deleted because they have associated orders')
  }
  run(shop.state, 'delete from customers where id = ?', customer.id)
  announce(shop, 'customers/delete', customer.id)
  return { deletedCustomerId: input.id, userErrors: [] }
}

const known = new Set(['id', 'tags', ...Object.keys(columns)])

function refuseUnknownInput(input: Input): void {
  const unknown = Object.keys(input).filter((key) => !known.has(key))
  if (unknown.length > 0) throw refusal(`dev shop does not handle CustomerInput.${unknown.join(', ')}`, 'BAD_REQUEST')
}

function emailRefusal({ shop }: Context, email: string | null | undefined, except: string) {
  if (email == null) return null
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return wrong(['email'], 'Email is invalid')
  const taken = first(shop.state, 'select 1 from customers where lower(email) = lower(?) and id <> ?', email, except)
  return taken === undefined ? null : wrong(['email'], 'Email has already been taken')
}

/** A customer by global id, or null. */
export function findCustomer(context: Context, given: string): CustomerRow | null {
  const id = parseGid(given, 'Customer')
  return id === null ? null : readCustomer(context, id)
}

function readCustomer({ shop }: Context, id: string): CustomerRow | null {
  return first<CustomerRow>(shop.state, 'select * from customers where id = ?', id) ?? null
}

function wrong(field: string[] | null, message: string) {
  return { customer: null, userErrors: [{ field, message }] }
}

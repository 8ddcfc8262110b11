import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'

let open: OpenShop
let customer: string

beforeAll(async () => {
  open = await openShop({ keepOpen: true })
  customer = `gid://shopify/Customer/${String(open.shop.state.prepare('select id from customers where email is not null limit 1').get()?.id)}`
}, 30_000)
afterAll(() => open.close())
beforeEach(() => {
  open.shop.bucket.available = 2000
})

const CREATE = `mutation ($discount: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $discount) {
  codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { status usageLimit appliesOncePerCustomer codesCount { count } } } }
  userErrors { field message code } } }`
const good = {
  title: 'Zurück zu Ringen',
  code: 'RINGE-1',
  startsAt: '2026-01-01T00:00:00Z',
  usageLimit: 1,
  appliesOncePerCustomer: true,
  context: { all: 'ALL' },
  customerGets: { value: { percentage: 0.15 }, items: { all: true } },
}

describe('creating a discount', () => {
  it.each([
    ['without a title', { title: '' }, ['title'], 'BLANK'],
    ['without a code', { code: null }, ['code'], 'BLANK'],
    ['with a code of 256 characters', { code: 'x'.repeat(256) }, ['code'], 'TOO_LONG'],
    ['that ends before it starts', { endsAt: '2025-12-31T00:00:00Z' }, ['endsAt'], 'END_DATE_BEFORE_START_DATE'],
    [
      'of 120 %',
      { customerGets: { value: { percentage: 1.2 }, items: { all: true } } },
      ['customerGets', 'value', 'percentage'],
      'VALUE_OUTSIDE_RANGE',
    ],
    [
      'on nothing',
      { customerGets: { value: { percentage: 0.1 }, items: { products: {} } } },
      ['customerGets', 'items', 'products'],
      'APPLIES_ON_NOTHING',
    ],
    [
      'for an unknown customer',
      { context: { customers: { add: ['gid://shopify/Customer/1'] } } },
      ['context', 'customers', 'add'],
      'INVALID',
    ],
    ['without a context', { context: null }, ['context'], 'BLANK'],
    ['that may be used zero times', { usageLimit: 0 }, ['usageLimit'], 'GREATER_THAN'],
  ])('is refused %s', async (_name, changes, field, code) => {
    const { data, errors } = await open.graphql(CREATE, { discount: { ...good, ...changes } })
    expect(errors).toBeUndefined()
    expect(data?.discountCodeBasicCreate).toMatchObject({
      codeDiscountNode: null,
      userErrors: [{ field: ['basicCodeDiscount', ...field], code }],
    })
  })

  it('refuses a code that exists in another case', async () => {
    await open.graphql(CREATE, { discount: { ...good, code: 'Einmalig' } })
    const { data } = await open.graphql(CREATE, { discount: { ...good, code: 'EINMALIG' } })
    expect(data?.discountCodeBasicCreate).toMatchObject({ userErrors: [{ code: 'TAKEN' }] })
  })
})

describe('adding codes to a discount', () => {
  const ADD = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
    bulkCreation { id done codesCount importedCount } userErrors { field message code } } }`
  const READ = `query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount failedCount
    codes(first: 3) { nodes { code discountRedeemCode { id } errors { message code } } } } }`

  it('takes its time and then reports each code that it could not make', async () => {
    const created = await open.graphql(CREATE, { discount: { ...good, code: 'BASIS' } })
    const id = (created.data?.discountCodeBasicCreate as { codeDiscountNode: { id: string } }).codeDiscountNode.id
    const codes = [{ code: 'NEU-1' }, { code: 'basis' }, { code: 'y'.repeat(256) }]
    const { data } = await open.graphql(ADD, { id, codes })
    const { bulkCreation } = data?.discountRedeemCodeBulkAdd as { bulkCreation: { id: string } }
    expect(bulkCreation).toMatchObject({ done: false, codesCount: 3, importedCount: 0 })
    await new Promise((resolve) => setTimeout(resolve, 400))
    const later = await open.graphql(READ, { id: bulkCreation.id })
    expect(later.data?.discountRedeemCodeBulkCreation).toMatchObject({
      done: true,
      importedCount: 1,
      failedCount: 2,
      codes: {
        nodes: [
          {
            code: 'NEU-1',
            discountRedeemCode: { id: expect.stringContaining('DiscountRedeemCode') as unknown },
            errors: [],
          },
          {
            code: 'basis',
            discountRedeemCode: null,
            errors: [{ message: 'must be unique. Please try a different code.', code: null }],
          },
          { discountRedeemCode: null, errors: [{ message: 'is too long (maximum is 255 characters)', code: null }] },
        ],
      },
    })
  })

  it('refuses more than 250 codes at once with an error at the top', async () => {
    const codes = Array.from({ length: 251 }, (_, index) => ({ code: `C${String(index)}` }))
    const { errors } = await open.graphql(ADD, { id: 'gid://shopify/DiscountCodeNode/1', codes })
    expect(errors?.[0]).toMatchObject({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      path: ['discountRedeemCodeBulkAdd', 'codes'],
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    })
  })

  it('does not find an unknown discount', async () => {
    const { data } = await open.graphql(ADD, { id: 'gid://shopify/DiscountCodeNode/1', codes: [{ code: 'A' }] })
    expect(data?.discountRedeemCodeBulkAdd).toMatchObject({
      userErrors: [{ field: ['discountId'], message: 'Code discount does not exist.', code: 'INVALID' }],
    })
  })
})

describe('consent to e-mail', () => {
  const UPDATE = `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) {
    customer { defaultEmailAddress { marketingState marketingUpdatedAt } } userErrors { field message code } } }`
  const update = (emailMarketingConsent: object, customerId = customer) =>
    open.graphql(UPDATE, { input: { customerId, emailMarketingConsent } })

  it.each([
    [
      'an unknown customer',
      { marketingState: 'UNSUBSCRIBED' },
      'gid://shopify/Customer/1',
      'Customer not found',
      'INVALID',
    ],
    [
      'a subscription without a level',
      { marketingState: 'SUBSCRIBED' },
      undefined,
      'Marketing opt in level must exist',
      'MISSING_ARGUMENT',
    ],
    [
      'a consent in the future',
      { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN', consentUpdatedAt: '2999-01-01T00:00:00Z' },
      undefined,
      'Consent updated at must not be in the future',
      'INVALID',
    ],
  ])('is refused for %s', async (_name, consent, id, message, code) => {
    const { data } = await update(consent, id)
    expect(data?.customerEmailMarketingConsentUpdate).toMatchObject({ userErrors: [{ message, code }] })
  })

  it('cannot be set to NOT_SUBSCRIBED', async () => {
    const { errors } = await update({ marketingState: 'NOT_SUBSCRIBED' })
    expect(errors?.[0]).toMatchObject({
      message: 'Cannot specify NOT_SUBSCRIBED as a marketing state input',
      extensions: { code: 'INVALID' },
    })
  })

  it('is written down with the moment at which it was given', async () => {
    const { data } = await update({
      marketingState: 'SUBSCRIBED',
      marketingOptInLevel: 'CONFIRMED_OPT_IN',
      consentUpdatedAt: '2026-10-01T10:00:00+02:00',
    })
    expect(data?.customerEmailMarketingConsentUpdate).toEqual({
      customer: { defaultEmailAddress: { marketingState: 'SUBSCRIBED', marketingUpdatedAt: '2026-10-01T08:00:00Z' } },
      userErrors: [],
    })
  })
})

describe('tags and collections', () => {
  it('adds only tags that are new, whatever their case', async () => {
    const add =
      'mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { ... on Customer { tags } } userErrors { message } } }'
    await open.graphql(add, { id: customer, tags: ['Stammkunde'] })
    const { data } = await open.graphql(add, { id: customer, tags: ['stammkunde', 'Ringe'] })
    expect(data?.tagsAdd).toEqual({ node: { tags: ['Stammkunde', 'Ringe'] }, userErrors: [] })
  })

  it('fills a collection by a rule on the product type', async () => {
    const productType = { matchType: 'ANY', relation: 'EQUALS', values: ['Ringe'] }
    const source = { title: 'Ringe', inclusion: { conditions: [{ productType }] } }
    const { data } = await open.graphql(
      `mutation ($collection: CollectionCreateInput!) { collectionCreate(collection: $collection) { userErrors { message }
        collection { handle productsCount { count } sources { title ... on CollectionConditionsSource { inclusion { conditions {
          ... on CollectionSourceInclusionConditionProductType { values } } } } } } } }`,
      { collection: { title: 'Alle Ringe', sources: [{ source }] } },
    )
    const rings = open.shop.state.prepare("select count(*) as n from products where product_type = 'Ringe'").get()
    expect(data?.collectionCreate).toEqual({
      userErrors: [],
      collection: {
        handle: 'alle-ringe',
        productsCount: { count: Number(rings?.n) },
        sources: [{ title: 'Ringe', inclusion: { conditions: [{ values: ['Ringe'] }] } }],
      },
    })
  })
})

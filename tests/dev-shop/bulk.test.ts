import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issueToken } from '../../dev-shop/oauth/tokens.ts'
import { openShop, send } from './support/open-shop.ts'
import type { Answer, OpenShop } from './support/open-shop.ts'
import { startReceiver } from './support/receiver.ts'

let open: OpenShop

beforeAll(async () => {
  open = await openShop({ keepOpen: true })
}, 30_000)
afterAll(() => open.close())

const RUN = `mutation ($query: String!, $grouped: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) { bulkOperation { id status } userErrors { field message code } } }`
const ORDERS = `{ orders { edges { node { id name customer { id } refunds { id totalRefundedSet { shopMoney { amount } } }
  lineItems { edges { node { id title product { id } originalUnitPriceSet { shopMoney { amount currencyCode } } } } } } } } }`

describe('a query that cannot run in bulk', () => {
  const deep = (inner: string) =>
    `{ collections { edges { node { id products { edges { node { id ${inner} } } } } } } }`
  const variants = 'variants { edges { node { id } } }'
  it.each([
    ['no connection', '{ shop { id } }', 'Bulk queries must contain at least one connection.'],
    ['more than five connections', sixConnections(), 'Bulk queries cannot contain more than 5 connections.'],
    ['a third level', deep(variants), 'Bulk queries cannot contain connections with a nesting depth greater than 2.'],
    [
      'nodes instead of edges',
      '{ orders { nodes { id } } }',
      "The 'nodes' field is not supported in bulk queries: use 'edges { node { … } }'.",
    ],
    [
      'a top-level node',
      '{ node(id: "gid://shopify/Order/1") { id } }',
      "Bulk queries cannot use the top level field 'node'.",
    ],
    [
      'a parent without id',
      '{ products { edges { node { title variants { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must select the 'id' field without an alias. Connection fields without 'id': variants.",
    ],
    [
      'a parent with an aliased id',
      '{ products { edges { node { other: id variants { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must select the 'id' field without an alias. Connection fields without 'id': variants.",
    ],
    [
      'a connection inside a list',
      '{ orders { edges { node { id refunds { id refundLineItems { edges { node { id } } } } } } } }',
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
    [
      'a field without a resolver',
      '{ orders { edges { node { id clientIp } } } }',
      'dev shop has no resolver for Order.clientIp',
    ],
  ])('is refused for %s', async (_name, query, message) => {
    const { data } = await open.graphql(RUN, { query })
    const payload = payloadShape.parse(data).bulkOperationRunQuery
    expect(payload.bulkOperation).toBeNull()
    expect(payload.userErrors).toContainEqual({ field: ['query'], message, code: 'INVALID' })
  })
})

describe('a bulk operation', () => {
  it('writes every order and every line once, children with their parent last and slashes escaped', async () => {
    const operation = await finished(open, await start(open, ORDERS))
    const { state } = open.shop
    const [orders, lines] = [rowCount(open, 'orders'), rowCount(open, 'order_lines')]
    expect(operation).toMatchObject({
      status: 'COMPLETED',
      errorCode: null,
      partialDataUrl: null,
      rootObjectCount: String(orders),
      objectCount: String(orders + lines),
    })
    const response = await fetch(operation.url ?? '')
    expect(response.headers.get('content-type')).toBe('application/jsonl')
    const text = await response.text()
    expect(operation.fileSize).toBe(String(Buffer.byteLength(text)))
    const written = text.trimEnd().split('\n')
    expect(written).toHaveLength(orders + lines)
    const parents = new Map(
      state
        .prepare('select id, order_id from order_lines')
        .all()
        .map((row) => [String(row.id), String(row.order_id)]),
    )
    for (const line of written.filter((one) => one.includes('LineItem'))) {
      const [, id, parent] =
        /^\{"id":"gid:\\\/\\\/shopify\\\/LineItem\\\/(\d+)",.*,"__parentId":"gid:\\\/\\\/shopify\\\/Order\\\/(\d+)"\}$/.exec(
          line,
        ) ?? []
      expect(parent).toBe(parents.get(id ?? ''))
      parents.delete(id ?? '')
    }
    expect(parents.size).toBe(0)
  })

  it('says the same as a page of the Admin API', async () => {
    const { url } = await finished(open, await start(open, ORDERS))
    const lines = (await (await fetch(url ?? '')).text()).trimEnd().split('\n')
    const order = JSON.parse(lines[0] ?? '') as { id: string }
    const { data } = await open.graphql(
      `query ($id: ID!) { order(id: $id) { id name customer { id } refunds { id totalRefundedSet { shopMoney { amount } } } } }`,
      { id: order.id },
    )
    expect(order).toEqual(data?.order)
  })

  it('puts children right behind their parent when they are grouped', async () => {
    const { url } = await finished(open, await start(open, ORDERS, true))
    let parent = ''
    for (const line of (await (await fetch(url ?? '')).text()).trimEnd().split('\n')) {
      const { id, __parentId } = z.object({ id: z.string(), __parentId: z.string().optional() }).parse(JSON.parse(line))
      if (__parentId === undefined) parent = id
      else expect(__parentId).toBe(parent)
    }
  })

  it('serves a part of the result to a reader who goes on where a download broke', async () => {
    const { url, fileSize } = await finished(open, await start(open, ORDERS))
    const response = await fetch(url ?? '', { headers: { range: 'bytes=100-' } })
    expect(response.status).toBe(206)
    expect((await response.arrayBuffer()).byteLength).toBe(Number(fileSize) - 100)
  })

  it('is reported where it asks for a deprecated field', async () => {
    await finished(open, await start(open, '{ customers { edges { node { id email } } } }'))
    expect(await open.dev('GET', '/dev/status')).toMatchObject({
      deprecations: expect.arrayContaining([
        'The field Customer.email is deprecated. Use `defaultEmailAddress.emailAddress` instead.',
      ]) as unknown,
    })
  })

  it('has no url when nothing was found', async () => {
    const operation = await finished(open, await start(open, '{ customers(query: "id:1") { edges { node { id } } } }'))
    expect(operation).toMatchObject({ status: 'COMPLETED', objectCount: '0', url: null, fileSize: null })
  })

  it('fails with ACCESS_DENIED when a scope is missing', async () => {
    const { access_token: weak } = issueToken(open.shop, 'read_products', true)
    const id = idOf(await send(open.origin, weak, RUN, { query: ORDERS }))
    expect(await finished(open, id)).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null })
  })

  it('stops when it is cancelled', async () => {
    const id = await start(open, ORDERS)
    await open.graphql(
      'mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }',
      { id },
    )
    expect(await finished(open, id)).toMatchObject({ status: 'CANCELED', url: null })
  })

  it('is announced when it ends, and a sixth at the same time is refused', async () => {
    const app = await startReceiver()
    const busy = await openShop({ appUrl: app.url, customers: 20, orders: 40 })
    const query = JSON.stringify(ORDERS)
    const five = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (alias) =>
        `${alias}: bulkOperationRunQuery(query: ${query}) { bulkOperation { id } userErrors { field message code } }`,
    )
    const { data } = await busy.graphql(`mutation { ${five.join(' ')} }`)
    const ids = ['a', 'b', 'c', 'd', 'e'].map((alias) => runShape.parse(data?.[alias]).bulkOperation?.id ?? '')
    expect(data?.f).toEqual({
      bulkOperation: null,
      userErrors: [
        {
          field: null,
          message: `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`,
          code: 'OPERATION_IN_PROGRESS',
        },
      ],
    })
    for (const id of ids) await finished(busy, id)
    await busy.dev('POST', '/dev/webhooks/flush', {})
    expect(app.received.map(({ body }) => (JSON.parse(body) as { status: string }).status)).toEqual(
      Array(5).fill('completed'),
    )
  })
})

describe('a fault of bulk operations, on demand', () => {
  const fault = (faults: object) => open.dev('POST', '/dev/bulk/faults', faults)

  it('lets one fail halfway, with what there is by then', async () => {
    await fault({ fail: { times: 1, afterRoots: 50 } })
    const failed = await finished(open, await start(open, ORDERS))
    expect(failed).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', url: null })
    const lines = (await (await fetch(failed.partialDataUrl ?? '')).text()).trimEnd().split('\n')
    expect(lines.filter((line) => !line.includes('__parentId'))).toHaveLength(50)
    expect(await finished(open, await start(open, ORDERS))).toMatchObject({ status: 'COMPLETED' })
  })

  it('lets one expire, so that there is nothing to fetch', async () => {
    await fault({ expire: { times: 1 } })
    expect(await finished(open, await start(open, ORDERS))).toMatchObject({ status: 'EXPIRED', url: null })
  })

  it('breaks off a download, openly or as if the file ended there, and refuses another', async () => {
    const { url, fileSize } = await finished(open, await start(open, ORDERS))
    await fault({ truncate: { times: 1, afterBytes: 1000 } })
    await expect((await fetch(url ?? '')).text()).rejects.toThrow('terminated')
    await fault({ truncate: { times: 1, afterBytes: 1000, quietly: true } })
    const rest = await fetch(url ?? '', { headers: { range: 'bytes=500-' } })
    expect([rest.status, (await rest.text()).length]).toEqual([206, 1000])
    await fault({ refuse: { times: 1 } })
    expect((await fetch(url ?? '')).status).toBe(500)
    expect((await (await fetch(url ?? '')).arrayBuffer()).byteLength).toBe(Number(fileSize))
  })
})

const runShape = z.object({
  bulkOperation: z.object({ id: z.string() }).nullable(),
  userErrors: z.array(z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string() })),
})
const payloadShape = z.object({ bulkOperationRunQuery: runShape })
const operationShape = z.object({
  status: z.string(),
  errorCode: z.string().nullable(),
  objectCount: z.string(),
  rootObjectCount: z.string(),
  fileSize: z.string().nullable(),
  url: z.string().nullable(),
  partialDataUrl: z.string().nullable(),
})

function idOf({ data }: Answer): string {
  const { bulkOperation, userErrors } = payloadShape.parse(data).bulkOperationRunQuery
  expect(userErrors).toEqual([])
  return bulkOperation?.id ?? ''
}

async function start(shop: OpenShop, query: string, grouped = false): Promise<string> {
  return idOf(await shop.graphql(RUN, { query, grouped }))
}

async function finished(shop: OpenShop, id: string): Promise<z.infer<typeof operationShape>> {
  for (;;) {
    const { data } = await shop.graphql(
      `query ($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }`,
      { id },
    )
    const operation = operationShape.parse(data?.bulkOperation)
    if (!['CREATED', 'RUNNING', 'CANCELING'].includes(operation.status)) return operation
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function rowCount({ shop }: OpenShop, table: string): number {
  return Number(shop.state.prepare(`select count(*) as n from ${table}`).get()?.n)
}

function sixConnections(): string {
  const roots = ['a: orders', 'b: orders', 'c: products', 'd: customers', 'e: customers', 'f: collections']
  return `{ ${roots.map((root) => `${root} { edges { node { id } } }`).join(' ')} }`
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

/**
 * The baseline of webhook-accept, a process of its own: nothing but Node's server, the signature, and one committed INSERT
 * of the delivery by a prepared statement. DATABASE_URL, SHOPIFY_API_SECRET and SHOP_ID come from the environment.
 */
const { DATABASE_URL, SHOPIFY_API_SECRET = '', SHOP_ID } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 })

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    const header = (name: string): string => String(request.headers[`x-shopify-${name}`])
    const expected = createHmac('sha256', SHOPIFY_API_SECRET).update(body).digest()
    const given = Buffer.from(header('hmac-sha256'), 'base64')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      response.writeHead(401).end()
      return
    }
    const values = [SHOP_ID, header('topic'), header('event-id'), header('webhook-id'), header('api-version')]
    pool
      .query({ name: 'insert', text: INSERT, values: [...values, header('triggered-at'), body.toString()] })
      .then(() => response.writeHead(200, { 'content-length': 0 }).end())
      .catch(() => response.writeHead(500).end())
  })
})

const INSERT = `
  insert into delivery (shop_id, topic, event_id, webhook_id, api_version, triggered_at, body)
  values ($1, $2, $3, $4, $5, $6, $7)`

server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('{"ready":true}\n'))

import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { pipeline } from './pipeline.server.ts'
import { config } from './platform/config.server.ts'

const { PORT, HOST } = config()
const build = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
const { intake } = (build.entry.module as unknown as { pipeline: typeof pipeline }).pipeline

const app = express()
app.disable('x-powered-by')
app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }))
app.use(express.static('build/client', { maxAge: '1h' }))
const answer = createRequestHandler({ build, mode: 'production' })
app.all('*', (request, response, next) => void answer(request, response, next))

const server = createServer((request, response) => {
  if (/^\/webhooks(\?|$)/.test(request.url ?? '')) void intake.receiveOverHttp(request, response)
  else app(request, response)
})
server.listen(PORT, HOST, () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : PORT
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${HOST}:${String(port)}` })}\n`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  })
}

import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  url: string
  received: Received[]
  /** The status of the next answers; null answers nothing at all. */
  answers: (number | null)[]
}

/** An app that only writes down what is posted to it. It answers 200 once `answers` is used up. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: (number | null)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      const status = answers.shift()
      if (status === null) return
      response.statusCode = status ?? 200
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received, answers }
}

import type { AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerSession } from 'smtp-server'
import type { DevShop } from '../shop.ts'
import { mailFaults, matchesAddress } from './faults.ts'
import { storeMail } from './store-mail.ts'

/**
 * Starts the mail server that takes every message for every address and keeps it in the shop's mailbox.
 * @param port 0 for any free port
 */
export async function startSmtp(shop: DevShop, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Map<number, Socket>()
  const server = new SMTPServer({
    banner: 'HandelBlitz mailbox',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      callback(refusal(shop, address))
    },
    onData: (stream, session, callback) => {
      receive(shop, stream, session, sockets.get(session.remotePort)).then(
        () => {
          callback()
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)))
        },
      )
    },
  })
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    if (remotePort === undefined) return
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
  })
  // A client that hangs up in the middle of a message is its own affair.
  server.on('error', (error: Error & { code?: string }) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error
  })
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve()
    })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        for (const socket of sockets.values()) socket.destroy()
      }),
  }
}

function refusal(shop: DevShop, address: string): (Error & { responseCode: number }) | null {
  const faults = mailFaults(shop)
  if (matchesAddress(faults.refuse, address)) {
    return Object.assign(new Error(`5.1.1 <${address}>: there is no such mailbox`), { responseCode: 550 })
  }
  if (matchesAddress(faults.deferRecipients, address)) {
    return Object.assign(new Error(`4.2.1 <${address}>: the mailbox is busy, try again later`), { responseCode: 450 })
  }
  return null
}

async function receive(
  shop: DevShop,
  stream: Readable,
  session: SMTPServerSession,
  socket: Socket | undefined,
): Promise<void> {
  const faults = mailFaults(shop)
  if (faults.drop > 0) {
    faults.drop -= 1
    socket?.destroy()
    stream.resume()
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  if (faults.delayMs > 0) await wait(faults.delayMs)
  const { mailFrom, rcptTo } = session.envelope
  await storeMail(shop, {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    message: Buffer.concat(chunks),
  })
}

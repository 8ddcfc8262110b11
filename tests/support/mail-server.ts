import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'
import { openMailer, type Mailer } from '../../app/platform/mail.server.ts'

export type MailServer = {
  mailer: Mailer
  /** The address of the server, for mailers of one's own. */
  url: string
  /** A mailer that logs in with a password that the server does not accept. */
  lockedOut: Mailer
  /** What has arrived, oldest first. */
  mails: ParsedMail[]
  /** Addresses the server turns away, with the reply it gives them, such as `550 5.1.1 no such user`. */
  refusals: Map<string, string>
  /** What the server does to a mail for an address once it has begun to read it. */
  manners: Map<string, 'drops' | 'falls-silent' | 'slow'>
}

/** A real SMTP server on a free port and a mailer that speaks to it; both are closed after the file's last test. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = []
  const refusals = new Map<string, string>()
  const manners: MailServer['manners'] = new Map()
  const sockets = new Set<Socket>()
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth(_given, _session, done) {
      done(Object.assign(new Error('5.7.8 authentication failed'), { responseCode: 535 }))
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refusals.get(address)
      done(
        refusal === undefined
          ? null
          : Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }),
      )
    },
    onData(stream, { envelope }, done) {
      const manner = manners.get(envelope.rcptTo[0]?.address ?? '')
      stream.on('error', done)
      if (manner === 'drops') return void stream.once('data', dropAll)
      if (manner === 'falls-silent') return void stream.resume()
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        setTimeout(done, manner === 'slow' ? 300 : 0)
      }, done)
    },
  })
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const open = (login: string) =>
    openMailer(`smtp://${login}127.0.0.1:${String(port)}`, 'Stammkunde <crm@handelblitz.example>')
  const [mailer, lockedOut] = [open(''), open('crm:wrong@')]
  afterAll(async () => {
    mailer.close()
    lockedOut.close()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return { mailer, url: `smtp://127.0.0.1:${String(port)}`, lockedOut, mails, refusals, manners }
}

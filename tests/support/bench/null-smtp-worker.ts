import { createServer } from 'node:net'

/** An SMTP server that takes every mail and keeps none: prints its port, and on each line of its input how many it took. */
let taken = 0
const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  let reading = false
  let rest = Buffer.alloc(0)
  socket.write('220 null ESMTP\r\n')
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (reading) {
        const end = rest.indexOf('\r\n.\r\n')
        if (end < 0) {
          rest = Buffer.from(rest.subarray(Math.max(0, rest.length - 4)))
          return
        }
        rest = rest.subarray(end + 5)
        reading = false
        taken += 1
        socket.write('250 taken\r\n')
        continue
      }
      const end = rest.indexOf('\r\n')
      if (end < 0) return
      const command = rest.subarray(0, 4).toString('latin1').toUpperCase()
      rest = rest.subarray(end + 2)
      if (command === 'DATA') {
        reading = true
        socket.write('354 go on\r\n')
      } else if (command === 'QUIT') socket.end('221 bye\r\n')
      else socket.write(command === 'EHLO' ? '250-null\r\n250 8BITMIME\r\n' : '250 ok\r\n')
    }
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`)
})
process.stdin.on('data', () => process.stdout.write(`${JSON.stringify({ taken })}\n`))

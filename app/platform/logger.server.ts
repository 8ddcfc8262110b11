import { pino, type DestinationStream, type Logger } from 'pino'
import { maskFields, maskText } from './mask.ts'

export type { Logger }

/**
 * A logger that keeps personal data out: what stands under a key of a name, e-mail address, phone number or token is
 * masked at any depth, and so are addresses, phone numbers and tokens inside any text, an error's message included. A
 * name in running text nobody can recognise, so write none.
 */
export function openLogger(level: string, name: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    formatters: { log: (fields: object) => maskFields(fields) as Record<string, unknown> },
    serializers: { err: (error: unknown) => maskFields(error) },
    hooks: { streamWrite: maskText },
  }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  return logger.child({ app: name })
}

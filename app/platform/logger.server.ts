import { pino, type Logger } from 'pino'

export type { Logger }

/** A logger that never writes personal data: e-mail addresses, names, phone numbers and tokens are masked. */
export function openLogger(level: string, name: string): Logger {
  return pino({ level, name, redact: ['*.email', '*.firstName', '*.lastName', '*.phone', '*.accessToken', '*.body'] })
}

import { readFileSync } from 'node:fs'

export const mailboxStyles = readFileSync(new URL('./mailbox.css', import.meta.url), 'utf8')

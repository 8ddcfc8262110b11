import { readFileSync } from 'node:fs'

const files = ['list', 'mail', 'phone']

export const mailboxStyles = files
  .map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8'))
  .join('\n')

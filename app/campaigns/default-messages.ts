import type { Messages } from './campaign.ts'

/** What a new campaign says until its author says it better. */
export const defaultMessages: Messages = {
  de: {
    subject: '{{ offer }} für Sie',
    blocks: [
      { kind: 'text', text: '{{ greeting }}' },
      { kind: 'interest', before: '', after: ', haben wir etwas für Sie: {{ offer }}.' },
      { kind: 'text', text: 'Ihr persönlicher Code:' },
      { kind: 'code' },
      { kind: 'text', text: 'Er gilt bis zum {{ valid_until }} und nur für Sie.' },
      { kind: 'button', text: 'Jetzt einlösen', url: '' },
      { kind: 'text', text: 'Herzliche Grüße\n{{ shop.name }}' },
    ],
  },
  en: {
    subject: '{{ offer }} for you',
    blocks: [
      { kind: 'text', text: '{{ greeting }}' },
      { kind: 'interest', before: 'We have something for you,', after: ': {{ offer }}.' },
      { kind: 'text', text: 'Your personal code:' },
      { kind: 'code' },
      { kind: 'text', text: 'It is valid until {{ valid_until }}, for you only.' },
      { kind: 'button', text: 'Use my code', url: '' },
      { kind: 'text', text: 'Kind regards\n{{ shop.name }}' },
    ],
  },
}

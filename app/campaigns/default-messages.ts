import type { Messages } from './campaign.ts'

/** What a new campaign says until its author says it better. */
export const defaultMessages: Messages = {
  de: {
    subject: '{{ offer }} für Sie',
    body: `{{ greeting }}

{{ interest }}, haben wir etwas für Sie: {{ offer }}.

Ihr persönlicher Code:

{{ code }}

Er gilt bis zum {{ valid_until }} und nur für Sie.

Herzliche Grüße
{{ shop.name }}`,
  },
  en: {
    subject: '{{ offer }} for you',
    body: `{{ greeting }}

We have something for you, {{ interest }}: {{ offer }}.

Your personal code:

{{ code }}

It is valid until {{ valid_until }}, for you only.

Kind regards
{{ shop.name }}`,
  },
}

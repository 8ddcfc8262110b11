import type { MailText } from './definition.ts'
import type { RecipeId } from './recipes.ts'

const german = (...paragraphs: string[]) =>
  ['{{ greeting }}', ...paragraphs, 'Herzliche Grüße\n{{ shop.name }}'].join('\n\n')
const english = (...paragraphs: string[]) =>
  ['{{ greeting }}', ...paragraphs, 'Kind regards\n{{ shop.name }}'].join('\n\n')

/** What ready automations say until a merchant says it better. */
export const recipeTexts: Record<RecipeId, MailText> = {
  'new-collection': {
    de: {
      subject: 'Neu für Sie: {{ occasion }}',
      body: german(
        '{{ interest }}, möchten wir Ihnen etwas Neues als Erste zeigen: {{ occasion }}.',
        'Mit Ihrem persönlichen Code erhalten Sie {{ offer }}:',
        '{{ code }}',
        'Er gilt bis zum {{ valid_until }} und nur für Sie.',
      ),
    },
    en: {
      subject: 'New for you: {{ occasion }}',
      body: english(
        'We would like you to be among the first to see something new, {{ interest }}: {{ occasion }}.',
        'With your personal code you get {{ offer }}:',
        '{{ code }}',
        'It is valid until {{ valid_until }}, for you only.',
      ),
    },
  },
  'asked-discount': {
    de: {
      subject: 'Sie hatten danach gefragt: {{ occasion }}',
      body: german(
        '{{ interest }}, möchten wir Sie nicht verpassen lassen, was gerade begonnen hat: {{ occasion }}.',
        'Schauen Sie gern vorbei, solange es gilt.',
      ),
    },
    en: {
      subject: 'You had asked about it: {{ occasion }}',
      body: english(
        'We would not want you to miss what has just begun, {{ interest }}: {{ occasion }}.',
        'Do have a look while it lasts.',
      ),
    },
  },
  'first-order': {
    de: {
      subject: 'Danke für Ihre erste Bestellung',
      body: german(
        'vielen Dank für Ihre erste Bestellung bei uns. Wir freuen uns, dass Sie da sind.',
        'Wenn etwas nicht so ist, wie Sie es erwartet haben, antworten Sie einfach auf diese E-Mail. Wir kümmern uns darum.',
      ),
    },
    en: {
      subject: 'Thank you for your first order',
      body: english(
        'Thank you for your first order with us. We are glad you are here.',
        'If anything is not as you expected, simply reply to this email. We will take care of it.',
      ),
    },
  },
  'next-order': {
    de: {
      subject: 'Ist es wieder so weit?',
      body: german(
        '{{ interest }}, haben wir an Sie gedacht: Vielleicht brauchen Sie gerade Nachschub oder haben Lust auf etwas Neues.',
        'Wir haben für Sie schon einmal alles bereitgestellt.',
      ),
    },
    en: {
      subject: 'Is it that time again?',
      body: english(
        'We thought of you, {{ interest }}: perhaps you are running low, or feel like something new.',
        'Everything is ready for you.',
      ),
    },
  },
  'win-back': {
    de: {
      subject: 'Wir haben Sie vermisst',
      body: german(
        'es ist eine Weile her, dass Sie bei uns waren. {{ offer }} sollen Ihnen das Wiederkommen leicht machen.',
        'Ihr persönlicher Code:',
        '{{ code }}',
        'Er gilt bis zum {{ valid_until }} und nur für Sie.',
      ),
    },
    en: {
      subject: 'We have missed you',
      body: english(
        'It has been a while since your last visit. {{ offer }} should make it easy to come back.',
        'Your personal code:',
        '{{ code }}',
        'It is valid until {{ valid_until }}, for you only.',
      ),
    },
  },
  checkout: {
    de: {
      subject: 'Ihr Warenkorb wartet auf Sie',
      body: german(
        'Sie haben etwas im Warenkorb gelassen: {{ occasion }}. Wir haben es für Sie aufgehoben:',
        '{{ occasion_url }}',
        'Gab es ein Problem beim Bestellen? Antworten Sie einfach auf diese E-Mail.',
      ),
    },
    en: {
      subject: 'Your cart is waiting for you',
      body: english(
        'You left something in your cart: {{ occasion }}. We have kept it for you:',
        '{{ occasion_url }}',
        'Was there a problem with your order? Simply reply to this email.',
      ),
    },
  },
  'after-request': {
    de: {
      subject: 'Ist alles in Ordnung?',
      body: german(
        'vor ein paar Tagen haben wir Ihnen zu Ihrem Anliegen geantwortet: {{ occasion }}.',
        'Ist damit alles geklärt? Wenn noch etwas offen ist, antworten Sie einfach auf diese E-Mail.',
      ),
    },
    en: {
      subject: 'Is everything all right?',
      body: english(
        'A few days ago we answered your request: {{ occasion }}.',
        'Has it been settled? If anything is still open, simply reply to this email.',
      ),
    },
  },
  welcome: {
    de: {
      subject: 'Willkommen bei {{ shop.name }}',
      body: german(
        'schön, dass Sie Post von uns möchten. Wir schreiben Ihnen nur, wenn wir etwas haben, das zu Ihnen passt.',
        'Abmelden können Sie sich jederzeit mit einem Klick am Ende jeder E-Mail.',
      ),
    },
    en: {
      subject: 'Welcome to {{ shop.name }}',
      body: english(
        'Good to have you with us. We only write when we have something that suits you.',
        'You can unsubscribe at any time with one click at the end of each email.',
      ),
    },
  },
  anniversary: {
    de: {
      subject: 'Ein Jahr mehr mit Ihnen',
      body: german(
        'heute vor einem Jahr oder länger haben Sie zum ersten Mal bei uns bestellt. Dafür möchten wir uns bedanken: {{ offer }}.',
        'Ihr persönlicher Code:',
        '{{ code }}',
        'Er gilt bis zum {{ valid_until }} und nur für Sie.',
      ),
    },
    en: {
      subject: 'Another year with you',
      body: english(
        'On this day you first ordered from us. We would like to thank you for it: {{ offer }}.',
        'Your personal code:',
        '{{ code }}',
        'It is valid until {{ valid_until }}, for you only.',
      ),
    },
  },
}

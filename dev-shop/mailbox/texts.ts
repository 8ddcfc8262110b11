import type { Locale } from '../admin-page/locale.ts'

const de = {
  mailbox: 'Postfach',
  search: 'Nach Empfänger suchen',
  count: '{n} E-Mails',
  empty: 'Noch keine E-Mails. Was die App oder der Shop verschickt, erscheint hier sofort.',
  emptySearch: 'An diesen Empfänger ging noch keine E-Mail.',
  older: 'Ältere',
  newest: 'Neueste',
  to: 'An',
  from: 'Von',
  noSubject: '(kein Betreff)',
  back: 'Zurück zum Postfach',
  message: 'Nachricht',
  text: 'Nur Text',
  headers: 'Kopfzeilen',
  raw: 'Quelltext',
  admin: 'Zum Adminbereich',
  unsubscribe: 'Abbestellen',
  unsubscribed: 'Abbestellt: Der Absender hat die Abmeldung angenommen.',
  refused: 'Der Absender hat die Abmeldung abgelehnt.',
  unreachable: 'Der Absender war für die Abmeldung nicht erreichbar.',
  impossible: 'Diese E-Mail bietet keine Abmeldung mit einem Klick an.',
  noText: 'Diese E-Mail hat keinen Textteil.',
}

export type MailboxTexts = Record<keyof typeof de, string>

const en: MailboxTexts = {
  mailbox: 'Mailbox',
  search: 'Search by recipient',
  count: '{n} emails',
  empty: 'No emails yet. Whatever the app or the shop sends appears here at once.',
  emptySearch: 'No email has gone to this recipient yet.',
  older: 'Older',
  newest: 'Newest',
  to: 'To',
  from: 'From',
  noSubject: '(no subject)',
  back: 'Back to the mailbox',
  message: 'Message',
  text: 'Plain text',
  headers: 'Headers',
  raw: 'Source',
  admin: 'Go to the admin',
  unsubscribe: 'Unsubscribe',
  unsubscribed: 'Unsubscribed: the sender has accepted it.',
  refused: 'The sender has refused to unsubscribe.',
  unreachable: 'The sender could not be reached to unsubscribe.',
  impossible: 'This email offers no unsubscribing by one click.',
  noText: 'This email has no text part.',
}

export function mailboxTexts(locale: Locale): MailboxTexts {
  return locale === 'de' ? de : en
}

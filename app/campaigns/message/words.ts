/** The few words that the layout itself says. */
export const layoutWords = {
  de: { redeem: 'Jetzt einlösen', stop: 'Keine E-Mails mehr erhalten' },
  en: { redeem: 'Use my code', stop: 'Stop receiving emails' },
}

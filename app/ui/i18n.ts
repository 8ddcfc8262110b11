import { createInstance, type i18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import automationsDe from '../automations/texts/de.json' with { type: 'json' }
import automationsEn from '../automations/texts/en.json' with { type: 'json' }
import campaignsDe from '../campaigns/texts/de.json' with { type: 'json' }
import campaignsEn from '../campaigns/texts/en.json' with { type: 'json' }
import consentDe from '../consent/texts/de.json' with { type: 'json' }
import consentEn from '../consent/texts/en.json' with { type: 'json' }
import conversationsDe from '../conversations/texts/de.json' with { type: 'json' }
import conversationsEn from '../conversations/texts/en.json' with { type: 'json' }
import insightsDe from '../insights/texts/de.json' with { type: 'json' }
import insightsEn from '../insights/texts/en.json' with { type: 'json' }
import intakeDe from '../intake/texts/de.json' with { type: 'json' }
import intakeEn from '../intake/texts/en.json' with { type: 'json' }
import type { Language } from '../kernel/language.ts'
import ledgerDe from '../ledger/texts/de.json' with { type: 'json' }
import ledgerEn from '../ledger/texts/en.json' with { type: 'json' }
import notesDe from '../notes/texts/de.json' with { type: 'json' }
import notesEn from '../notes/texts/en.json' with { type: 'json' }
import privacyDe from '../privacy/texts/de.json' with { type: 'json' }
import privacyEn from '../privacy/texts/en.json' with { type: 'json' }
import profilesDe from '../profiles/texts/de.json' with { type: 'json' }
import profilesEn from '../profiles/texts/en.json' with { type: 'json' }
import segmentsDe from '../segments/texts/de.json' with { type: 'json' }
import segmentsEn from '../segments/texts/en.json' with { type: 'json' }
import uiDe from './texts/de.json' with { type: 'json' }
import uiEn from './texts/en.json' with { type: 'json' }

/** Every room's words, one namespace a room. tests/app/ui/texts.test.ts checks that both languages hold the same keys. */
export const texts = {
  de: {
    ui: uiDe,
    ledger: ledgerDe,
    intake: intakeDe,
    conversations: conversationsDe,
    notes: notesDe,
    consent: consentDe,
    profiles: profilesDe,
    segments: segmentsDe,
    campaigns: campaignsDe,
    automations: automationsDe,
    insights: insightsDe,
    privacy: privacyDe,
  },
  en: {
    ui: uiEn,
    ledger: ledgerEn,
    intake: intakeEn,
    conversations: conversationsEn,
    notes: notesEn,
    consent: consentEn,
    profiles: profilesEn,
    segments: segmentsEn,
    campaigns: campaignsEn,
    automations: automationsEn,
    insights: insightsEn,
    privacy: privacyEn,
  },
} satisfies Record<Language, Resource[string]>

/** The words in one language, ready at once, on the server as in the browser. */
export function openTexts(language: Language): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'ui',
    ns: Object.keys(texts.en),
    resources: texts,
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

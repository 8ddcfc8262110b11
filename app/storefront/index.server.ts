import { offerOf } from '../campaigns/index.server.ts'
import type { Database } from '../platform/index.server.ts'
import { viewOf, type OfferView } from './offer.ts'
import { preferencesFor, takePreferences, takeView } from './preference-form.server.ts'
import { takeQuestion } from './question-form.server.ts'
import { visitOf, type Visit } from './visit.server.ts'

export type { Visit } from './visit.server.ts'

type Parts = { db: Database; secret: string; now: () => Date }

export type OfferReply = { outcome: 'none' } | { outcome: 'offer'; offer: OfferView }

/** What a shopper sees and says: answers to the blocks of the theme app extension. */
export function openStorefront({ db, secret, now }: Parts) {
  /** The newest live personal offer of the logged-in customer. */
  async function offerFor({ shop, customerId, query }: Visit): Promise<OfferReply> {
    if (shop === null || customerId === null) return { outcome: 'none' }
    const offer = await offerOf(db, shop, customerId, now())
    if (offer === null) return { outcome: 'none' }
    return { outcome: 'offer', offer: viewOf(offer, shop, query.get('locale')) }
  }

  return {
    visit: (request: Request) => visitOf(db, request, secret, now()),
    offerFor,
    /** What the logged-in customer is asked about her taste. */
    preferencesFor: (visit: Visit) => preferencesFor(db, visit),
    takePreferences: (visit: Visit, request: Request) => takePreferences(db, visit, request, now()),
    takeView: (visit: Visit, request: Request) => takeView(db, visit, request, now()),
    takeQuestion: (visit: Visit, request: Request) => takeQuestion(db, visit, request, now()),
  }
}

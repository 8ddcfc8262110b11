import { mailsTimeline, redemptionsTimeline } from './campaigns/index.server.ts'
import { timelineOf as consentTimeline } from './consent/index.server.ts'
import { timelineOf as conversationTimeline } from './conversations/index.server.ts'
import {
  changesTimeline,
  checkoutsTimeline,
  deliveriesTimeline,
  ordersTimeline,
  returnsTimeline,
} from './ledger/index.server.ts'
import { timelineOf as notesTimeline } from './notes/index.server.ts'
import { predictionsTimeline, visitsTimeline, type TimelineSource } from './profiles/index.server.ts'
import { segmentsTimeline } from './segments/index.server.ts'

/** Who tells what of a customer's timeline. */
export const timelineSources: TimelineSource[] = [
  { topic: 'orders', read: ordersTimeline },
  { topic: 'returns', read: returnsTimeline },
  { topic: 'deliveries', read: deliveriesTimeline },
  { topic: 'checkouts', read: checkoutsTimeline },
  { topic: 'requests', read: conversationTimeline },
  { topic: 'notes', read: notesTimeline },
  { topic: 'mails', read: mailsTimeline },
  { topic: 'redemptions', read: redemptionsTimeline },
  { topic: 'visits', read: visitsTimeline },
  { topic: 'consents', read: consentTimeline },
  { topic: 'segments', read: segmentsTimeline },
  { topic: 'predictions', read: predictionsTimeline },
  { topic: 'changes', read: changesTimeline },
]

import { timelineTopics, type CustomerId, type FactOf, type Shop } from '../kernel/index.ts'
import { productTypes } from '../ledger/index.server.ts'
import type { Database } from '../platform/index.server.ts'
import { scheduleAgeing } from './ageing.server.ts'
import { countCustomers, listCustomers } from './customer-list.server.ts'
import { readCustomer } from './customer-page.server.ts'
import type { CustomerQuery } from './customer-query.ts'
import { predictEveryone, predictSoon } from './forecast/predict-everyone.server.ts'
import { readBacktest } from './forecast/backtest-of.server.ts'
import { readOutlook, readRhythms } from './forecast/outlook-of.server.ts'
import { readOrderMonths } from './order-months.server.ts'
import { readOverview } from './overview.server.ts'
import { refreshCustomers, refreshEveryone } from './refresh.server.ts'
import { rescoreEveryone } from './rescore.server.ts'
import type { Cuts } from './rfm-borders.ts'
import { readRfmSetting, saveRfmSetting } from './rfm-setting.server.ts'
import type { Statement } from './statement.ts'
import { followEverybody, followMerge, followPeople, say, takeBack } from './statements.server.ts'
import { readTimeline, type TimelineSource } from './timeline-page.server.ts'
import type { TimelineAsk } from './timeline.ts'

export { choicesFor, customerSays, type Choice } from './customer-says.server.ts'
export { predictionsTimeline } from './forecast/predictions-timeline.server.ts'
export { recordView } from './product-views.server.ts'
export { visitsTimeline } from './visits-timeline.server.ts'
export type { TimelineSource } from './timeline-page.server.ts'

type Parts = {
  db: Database
  now: () => Date
  /** What the rooms, earlier and later ones, tell about a customer. */
  timelineSources: TimelineSource[]
}

/** Who is this customer: folds the ledger and the questions into profiles, and shows them. */
export function openProfiles({ db, now, timelineSources }: Parts) {
  return {
    refresh: ({ shopId, customerIds }: FactOf<'customers-changed'>) => refreshCustomers(db, shopId, customerIds, now()),
    /** For the beginning of each hour. */
    scheduleAgeing: () => scheduleAgeing(db, now()),
    refreshAll: ({ shopId }: Pick<FactOf<'history-imported'>, 'shopId'>) => refreshEveryone(db, shopId, now()),
    /** Fits the shop's laws and predicts everybody by them: by a job of its own, and here at once. */
    predictSoon: ({ shopId }: Pick<FactOf<'predictions-due'>, 'shopId'>) => predictSoon(db, shopId, now()),
    predictAll: ({ shopId }: Pick<FactOf<'predictions-due'>, 'shopId'>) => predictEveryone(db, shopId, now()),
    /** A question counts as an interest as soon as it is asked. */
    noteInterest: ({ shopId, customerId }: FactOf<'question-asked'>) =>
      refreshCustomers(db, shopId, customerId === null ? [] : [customerId], now()),
    /** The merchant's new borders reach every profile. */
    rescore: ({ shopId }: FactOf<'rfm-borders-changed'>) => rescoreEveryone(db, shopId, now()),
    rfm: {
      read: (shop: Shop) => readRfmSetting(db, shop),
      save: (shop: Shop, own: Cuts | null) => saveRfmSetting(db, shop, own, now()),
    },
    /** What was said and looked at follows a merge, and a guest who opens an account. */
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    followPeople: (fact: FactOf<'customers-changed'>) => followPeople(db, fact),
    followEverybody: (fact: Pick<FactOf<'history-imported'>, 'shopId'>) => followEverybody(db, fact),
    /** The merchant's word about a liking; `by` is Shopify's number of the person who says so. */
    say: (shop: Shop, { customerId, said, by }: { customerId: CustomerId; said: Statement; by: string }) =>
      say(db, shop, customerId, [{ ...said, author: 'merchant', authorId: by }], now()),
    takeBack: (shop: Shop, what: { customerId: CustomerId; id: string; by: string }) => takeBack(db, shop, what, now()),
    list: (shop: Shop, query: CustomerQuery) => listCustomers(db, shop, query, now()),
    count: (shop: Shop, query: CustomerQuery) => countCustomers(db, shop, query, now()),
    page: (shop: Shop, id: CustomerId) => readCustomer(db, shop, id),
    /** Whether the shop has this customer. */
    knows: async (shop: Shop, id: CustomerId) =>
      (await db.customer.count({ where: { shopId: shop.id, id, deletedAt: null } })) > 0,
    timeline: (shop: Shop, id: CustomerId, ask: TimelineAsk) =>
      readTimeline(db, shop, { id, ask, sources: timelineSources }),
    /** What a timeline can be narrowed to, as far as some room tells of it. */
    timelineTopics: timelineTopics.filter((topic) => timelineSources.some((source) => source.topic === topic)),
    /** What the shop's laws expect of a customer, and when those who buy her product types again do so. */
    outlook: async (shop: Shop, id: CustomerId) => ({
      outlook: await readOutlook(db, shop, id, now()),
      rhythms: await readRhythms(db, shop, id, now()),
    }),
    backtest: (shop: Shop) => readBacktest(db, shop),
    orderMonths: (shop: Shop, id: CustomerId) => readOrderMonths(db, shop, id, now()),
    /** What a customer can like. */
    productTypes: (shop: Shop) => productTypes(db, shop),
    overview: (shop: Shop) => readOverview(db, shop, now()),
  }
}

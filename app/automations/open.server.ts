import type { AutomationId, FactOf, Shop, ShopId } from '../kernel/index.ts'
import { advanceRuns } from './advance.server.ts'
import { takeSignals } from './begin.server.ts'
import { noteNovelty, showNovelty } from './catalogue.server.ts'
import { noteDays } from './days.server.ts'
import { noteDiscount } from './discounts.server.ts'
import { followMail, followMerge } from './follow.server.ts'
import { readAdded, readSaved } from './form.ts'
import { listAutomations } from './list.server.ts'
import { readDetails } from './page.server.ts'
import type { AutomationParts } from './parts.server.ts'
import { noteAnswer, notePeople } from './people.server.ts'
import { reachOf } from './reach.server.ts'
import { noteSegments } from './segment-changes.server.ts'
import { addAutomation, findAutomation, saveAutomation, switchAutomation } from './store.server.ts'

/** The same acts as a campaign's, begun by a fact instead of a person. */
export function openAutomations(parts: AutomationParts) {
  const { db, now } = parts
  return {
    list: (shop: Shop) => listAutomations(db, shop),
    find: (shop: Shop, id: string) => findAutomation(db, shop, id),
    add: (shop: Shop, given: { recipe: string; trigger: string; name: string }) =>
      addAutomation(db, shop, given, now()),
    /** Sets up what a form asks for; a recipe, or one of its own with a trigger; null where there is none such. */
    addForm: (shop: Shop, form: FormData) => addAutomation(db, shop, readAdded(form), now()),
    save: (shop: Shop, given: Parameters<typeof saveAutomation>[2]) => saveAutomation(db, shop, given, now()),
    saveForm: (shop: Shop, id: AutomationId, form: FormData) =>
      saveAutomation(db, shop, { id, ...readSaved(form) }, now()),
    switch: (shop: Shop, given: { id: string; on: boolean }) => switchAutomation(db, shop, given, now()),
    details: (shop: Shop, id: AutomationId) => readDetails(db, shop, id),
    /** To about how many people it would go; null where there is no such automation. */
    reach: async (shop: Shop, id: string) => {
      const found = await findAutomation(db, shop, id)
      return found === null ? null : reachOf(db, shop, found.definition, now())
    },
    collectionAppeared: ({ shopId, collectionId }: FactOf<'collection-appeared'>) =>
      noteNovelty(db, { shopId, kind: 'collection', subjectId: collectionId }, now()),
    collectionChanged: ({ shopId, collectionId }: FactOf<'collection-changed'>) =>
      showNovelty(db, { shopId, kind: 'collection', subjectId: collectionId }, now()),
    productAppeared: ({ shopId, productId }: FactOf<'product-appeared'>) =>
      noteNovelty(db, { shopId, kind: 'product', subjectId: productId }, now()),
    productChanged: ({ shopId, productId }: FactOf<'product-changed'>) =>
      showNovelty(db, { shopId, kind: 'product', subjectId: productId }, now()),
    discountAppeared: (fact: FactOf<'discount-appeared'>) => noteDiscount(parts, fact),
    peopleChanged: (fact: FactOf<'customers-changed'>) => notePeople(db, fact, now()),
    /** After the segments of many customers were found anew. */
    segmentsFound: ({ shopId }: { shopId: ShopId }) => noteSegments(db, shopId, now()),
    answered: (fact: FactOf<'answer-written'>) => noteAnswer(db, fact),
    /** For the beginning of each hour. */
    hourBegan: () => noteDays(db, now()),
    begin: (fact: FactOf<'automation-signalled'>) => takeSignals(db, fact, now()),
    advance: (fact: FactOf<'automation-due'>) => advanceRuns(parts, fact),
    /** After whatever may have settled a mail. */
    followMail: (fact: FactOf<'campaign-released'> | FactOf<'campaign-mail-due'>) => followMail(db, fact, now()),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact, now()),
  }
}

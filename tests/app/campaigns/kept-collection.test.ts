import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { keptCollection } from '../../../app/campaigns/kept-collection.server.ts'
import { landingOf } from '../../../app/campaigns/landing.server.ts'
import type { CampaignId } from '../../../app/kernel/index.ts'
import type { Campaign } from '../../../app/campaigns/campaign.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { campaignsOf, draftFor, openRoom, shopRows, type Room } from './room.ts'

let room: Room
let id: CampaignId
const target: Campaign['target'] = { kind: 'product_type', value: 'Ringe', title: 'Ringe' }
const row = z.object({ id: z.string(), handle: z.string(), sources: z.string() })

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 3)
})
beforeEach(async () => {
  const { mailer } = await startMailServer()
  const saved = await campaignsOf(room, mailer).save(room.shop, { id: null, input: draftFor(room) })
  id = (saved as { id: CampaignId }).id
})

const kept = () => keptCollection({ db: room.db, admin: room.admin }, room.shop, { id, target })
const atShopify = (collectionId: bigint) =>
  shopRows(room, `select id, handle, sources from collections where id = '${String(collectionId)}'`, row)[0]

test('an offer for a product type never rests on a collection of the merchant, even one of the same products', async () => {
  const merchants = shopRows(room, "select id, handle, sources from collections where handle = 'ringe'", row)
  expect(merchants).toHaveLength(1)
  const first = await kept()
  expect(String(first)).not.toBe(merchants[0]?.id)
  expect(atShopify(first)?.handle).toMatch(/^stammkunde-ringe-/)
  expect(await kept()).toBe(first)
})

test('the mail still leads to the page of the merchant that shows these products', async () => {
  await kept()
  expect(await landingOf(room.db, room.shop, id)).toBe('/collections/ringe')
})

test('what was ours and has been given another rule by hand is left alone, and a new one is kept', async () => {
  const first = await kept()
  const widened = (atShopify(first)?.sources ?? '').replace('["Ringe"]', '["Ringe","Halsketten"]')
  room.running.shop.state.prepare('update collections set sources = ? where id = ?').run(widened, String(first))
  const second = await kept()
  expect(second).not.toBe(first)
  expect(atShopify(second)?.handle).toMatch(/-2$/)
  expect(await kept()).toBe(second)
})

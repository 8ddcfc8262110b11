import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'

const FILE = 'prisma/migrations/20261124000028_mails_of_blocks/migration.sql'

test('messages of one text become blocks that say the same in the same order', async () => {
  const { db } = await testDatabase()
  const shop = await givenShop(db)
  const campaign = {
    ...{ shopId: shop.id, id: crypto.randomUUID(), name: 'Alt', valueKind: 'percentage', percentage: 20 },
    ...{ targetKind: 'product_type', targetValue: 'Ringe', targetTitle: 'Ringe' },
    messages: {
      de: { subject: 'S1', body: '{{ greeting }}\n\nIhr Code:\n\n{{ code }}\n\nBis bald\n{{ shop.name }}\n' },
      en: { subject: 'S2', body: '{% if code %}\n\n{{ code }}\n\n{% endif %}' },
    },
  }
  await db.campaign.create({ data: campaign })
  const sql = readFileSync(FILE, 'utf8')
  await db.$executeRawUnsafe(sql.slice(sql.indexOf('WITH body AS')))
  const { messages } = await db.campaign.findFirstOrThrow({ where: { shopId: shop.id } })
  expect(messages).toEqual({
    de: {
      subject: 'S1',
      blocks: [
        { kind: 'text', text: '{{ greeting }}\n\nIhr Code:' },
        { kind: 'code' },
        { kind: 'text', text: 'Bis bald\n{{ shop.name }}' },
        { kind: 'button', text: 'Jetzt einlösen', url: '' },
      ],
    },
    en: {
      subject: 'S2',
      blocks: [
        { kind: 'text', text: '{% if code %}\n\n{{ code }}\n\n{% endif %}' },
        { kind: 'code' },
        { kind: 'button', text: 'Use my code', url: '' },
      ],
    },
  })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installApp } from '../../scripts/install.ts'
import { startLocalShop, type LocalShop } from '../../scripts/local-shop.ts'
import { untilSettled } from '../../scripts/shop-progress.ts'
import { AdminFrame } from '../support/admin-frame.ts'
import { openBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { StorefrontVisit } from '../support/storefront-visit.ts'

const RING = '/collections/ringe'
const STORY = 120_000

describe(
  'the story of Anna, who bought a necklace and asked about a ring',
  () => {
    let shop: LocalShop
    let browser: Browser
    let admin: AdminFrame
    let anna: StorefrontVisit
    let code = ''
    let delivery = ''

    const settle = () => untilSettled(shop.environment.DATABASE_URL ?? '', 60)

    beforeAll(async () => {
      const { url } = await testDatabase()
      const devShopFlags = ['--customers', '300', '--order-count', '900']
      shop = await startLocalShop({
        stock: 'story',
        devShopFlags,
        databaseUrl: url,
        fresh: true,
        anyPorts: true,
        quiet: true,
      })
      await installApp(shop.environment.DEV_SHOP_URL ?? '', shop.appUrl)
      await settle()
      browser = await openBrowser()
      admin = await AdminFrame.open(browser, shop.adminUrl)
      await admin.speak('de')
      anna = await StorefrontVisit.open(browser, shop.storefrontUrl)
    }, STORY)

    afterAll(async () => {
      await browser.close()
      await shop.stop()
    })

    it('finds her among the customers, with what she likes and why', async () => {
      const app = await admin.goTo('customers?search=anna.berger')
      await app.getByText('Anna Berger').first().click()
      await app.getByRole('heading', { name: 'Anna Berger' }).waitFor()
      await app.getByText('Mag am liebsten Halsketten').waitFor()
      await app
        .getByText(/von \d+ Bestellung(en)?, zuletzt am/)
        .first()
        .waitFor()
      await admin.keep('profile-de')
    })

    it('takes her question about a ring from the product page', async () => {
      await anna.logIn('anna.berger@example.de')
      await anna.openFirstProduct(RING)
      const form = anna.page.locator('stammkunde-question')
      await form.getByLabel('Ihre Frage').fill('Aus welchem Material ist dieser Ring, und ist er nickelfrei?')
      await anna.keep('storefront-question')
      await form.getByRole('button', { name: 'Frage senden' }).click()
      await form.locator('[data-status][data-tone="done"]').waitFor()
      await settle()
    })

    it('shows it as an open request, as an interest in rings with that evidence, and answers it by e-mail', async () => {
      const inbox = await admin.goTo('requests')
      await inbox.getByText('nickelfrei').first().waitFor()
      await admin.keep('requests-de')
      const list = await admin.goTo('customers?search=anna.berger')
      await list.getByText('Anna Berger').first().click()
      const profile = await admin.app()
      await profile
        .getByText(/fragte am .* nach „Ringe“/)
        .first()
        .waitFor()
      await profile.getByLabel(/^Antwort an/).fill('Der Ring ist aus recyceltem 925er Silber und nickelfrei.')
      await profile.getByRole('button', { name: 'Antwort senden' }).dblclick()
      await admin.page.locator('.toast').waitFor()
      await settle()
      await anna.goTo('/mailbox?to=anna.berger')
      await anna.page.getByText('Re:').first().waitFor()
      expect(await anna.page.locator('a.mail', { hasText: 'Re:' }).count()).toBe(1)
    })

    it('gathers those who like necklaces and may be written to, with a live count', async () => {
      const app = await admin.goTo('segments/new')
      await app.getByLabel('Name').fill('Halsketten-Fans')
      await addRule(app, 'Mag am liebsten')
      await app
        .getByRole('button', { name: /: Bitte wählen|: Auswählen|: .*wählen/ })
        .first()
        .click()
      await app.getByRole('checkbox', { name: 'Halsketten' }).check()
      await app.getByRole('heading', { level: 1 }).click()
      await addRule(app, /E-Mail/)
      await app.getByText(/% Ihrer \d+ Kunden/).waitFor()
      await admin.page.locator('#save-bar-save').click()
      await admin.page.waitForURL(/segments\/[0-9a-f-]{36}/)
      const saved = await admin.app()
      await saved.getByRole('heading', { level: 1, name: 'Halsketten-Fans' }).waitFor()
      await saved.getByRole('link', { name: 'Kampagne erstellen' }).waitFor()
      await admin.page.locator('body:not(.unsaved)').waitFor()
      await saved.getByLabel('Name').fill('Halsketten-Freunde')
      await admin.page.locator('body.unsaved').waitFor()
      await admin.page.locator('#save-bar-save').click()
      await admin.page.locator('body:not(.unsaved)').waitFor()
      await saved.getByRole('heading', { level: 1, name: 'Halsketten-Freunde' }).waitFor()
      await admin.keep('segment-de')
    })

    it('says the same as text, marks the word that is wrong, and says why somebody belongs', async () => {
      const app = await admin.app()
      const text = app.getByRole('textbox', { name: 'Bedingungen als Text' })
      expect(await text.inputValue()).toBe("preferred_product_type = 'Halsketten' AND may_email = true")
      await text.fill("preferred_product_type = 'Halsketten' AND may_email = true AND amount_spend >= 10.5")
      await app.getByText("Meinten Sie 'amount_spent'?").waitFor()
      await admin.keep('segment-text-error-de')
      await text.fill("preferred_product_type = 'Halsketten' AND may_email = true AND amount_spent >= 10.5 AND num")
      await app.getByRole('option', { name: 'number_of_orders' }).waitFor()
      await text.press('Enter')
      await text.pressSequentially('>= 1')
      await app
        .getByText(/Anzahl Bestellungen: mindestens 1/)
        .first()
        .waitFor()
      expect(await app.getByLabel('Mindestens').nth(0).inputValue()).toBe('10,50')
      await app.getByLabel('Mindestens').nth(0).fill('12')
      await expect.poll(() => text.inputValue()).toContain('amount_spent >= 12 AND number_of_orders >= 1')
      await app.getByLabel('Kunden suchen').fill('anna.berger')
      await app.getByText('Tatsächlich:').first().waitFor()
      await admin.keep('segment-why-de')
      await text.fill("preferred_product_type = 'Halsketten' AND may_email = true")
      await admin.page.locator('body:not(.unsaved)').waitFor()
    })

    it('refuses a second segment of that name, and says why', async () => {
      const app = await admin.goTo('segments/new?template=winBack')
      await app.getByRole('heading', { level: 1, name: 'Neues Segment' }).waitFor()
      expect(await admin.page.locator('body.unsaved').count()).toBe(0)
      await app.getByLabel('Name').fill('halsketten-freunde')
      await admin.page.locator('#save-bar-save').click()
      await app.getByText('Ein Segment mit diesem Namen gibt es schon.').waitFor()
      await admin.keep('segment-name-taken-de')
    })

    it('says what is wrong with an offer while it is typed, and keeps what was written through a reload', async () => {
      const app = await admin.goTo('campaigns/new')
      await app.getByText(/So liest es/).waitFor()
      expect(await admin.page.locator('body.unsaved').count()).toBe(0)
      await app.getByLabel('Höhe').fill('150')
      await app.getByText('„150“ ist kein Prozentsatz von 1 bis 100.').waitFor()
      await admin.keep('campaign-problem-de')
      await app.getByLabel('Rabatt als').selectOption('amount')
      expect(await app.getByLabel('Höhe').inputValue()).toBe('10,00')
      await app.getByText('ist kein Prozentsatz').waitFor({ state: 'detached' })
      await app.getByLabel('Betreff').fill('Ein Gruß aus der Werkstatt')
      await admin.page.locator('body.unsaved').waitFor()
      const again = await admin.goTo('campaigns/new')
      await again.locator('input[value="Ein Gruß aus der Werkstatt"]').waitFor()
      await admin.page.locator('#save-bar-discard').click()
      await admin.page.getByRole('button', { name: 'Änderungen verwerfen' }).click()
      await again.getByRole('heading', { level: 1, name: 'Kampagnen' }).waitFor()
    })

    it('writes to each of them with a code of their own', async () => {
      const app = await admin.goTo('campaigns/new')
      await app.getByLabel('Name der Kampagne').fill('Ringe für Halsketten-Fans')
      await app.getByLabel('Vergleichsgruppe').fill('0')
      await app.getByLabel('Produkttyp').last().selectOption('Ringe')
      await app.getByText(/So liest es/).waitFor()
      await admin.keep('campaign-editor-de')
      await admin.page.locator('#save-bar-save').click()
      await admin.page.waitForURL(/campaigns\/[0-9a-f-]{36}/)
      const saved = await admin.app()
      await saved.getByRole('heading', { level: 1, name: 'Ringe für Halsketten-Fans' }).waitFor()
      expect(await admin.page.locator('.toast', { hasText: 'Kampagne gespeichert' }).count()).toBe(1)
      await saved.getByRole('button', { name: 'Entwurf löschen' }).click()
      await saved.getByText('Das Löschen lässt sich nicht rückgängig machen.').waitFor()
      await admin.keep('campaign-delete-de')
      await saved.getByRole('button', { name: 'Abbrechen' }).click()
      await saved.getByRole('button', { name: 'Freigeben …' }).click()
      await saved.getByRole('button', { name: /E-Mails? senden/ }).click()
      await saved.getByText('Gesendet').first().waitFor()
      await settle()
      await anna.goTo('/mailbox?to=anna.berger')
      await anna.page.locator('a.mail', { hasText: 'Ringe für Sie' }).first().click()
      const mail = await anna.mailText()
      expect(mail).toContain('Hallo Anna,')
      expect(mail).toContain('da Sie Interesse an unseren Halsketten hatten und kürzlich nach Ringen gefragt haben')
      await anna.keep('mail-de')
    })

    it('shows her the offer in the shop, which she takes with one click', async () => {
      await anna.openFirstProduct(RING)
      const offer = anna.page.locator('stammkunde-offer')
      await offer.getByText('20 % auf Ringe').waitFor()
      code = (await offer.locator('[data-slot="code"]').innerText()).trim()
      await anna.keep('storefront-offer')
      await anna.page.getByRole('button', { name: 'In den Warenkorb' }).click()
      await anna.page.waitForURL(/\/cart/)
      await anna.openFirstProduct(RING)
      await offer.getByText('Einlösen').click()
      await offer.locator('[data-slot="status"]', { hasText: /\S/ }).waitFor()
      await anna.goTo('/checkout')
      await anna.page.getByText(code).first().waitFor()
      await anna.page.locator('button[form="pay"]').click()
      await anna.page.waitForURL(/\/thanks\//)
      await anna.keep('storefront-thanks')
      await shop.flushWebhooks()
      await settle()
    })

    it('shows what the campaign brought, and the redemption on her timeline', async () => {
      const list = await admin.goTo('campaigns')
      await list.getByText('Ringe für Halsketten-Fans').first().click()
      const result = await admin.app()
      await result.getByText(code).first().waitFor()
      await result.getByText('Anna Berger').first().waitFor()
      await result.locator('.Polaris-Badge', { hasText: 'Eingelöst' }).first().waitFor()
      await admin.keep('campaign-result-de')
      const found = await admin.goTo('customers?search=anna.berger')
      await found.getByText('Anna Berger').first().click()
      const profile = await admin.app()
      await profile
        .getByText(/Löste den Code/)
        .first()
        .waitFor()
      await profile
        .getByText(/€ Rabatt/)
        .first()
        .waitFor()
      await admin.keep('profile-after-de')
    })

    it('shows that all of it has arrived, and whom a delivery is about only when asked', async () => {
      const home = await admin.goTo('')
      await home.getByRole('link', { name: /^Vollständig bis/ }).click()
      const app = await admin.app()
      await app.getByText('Stimmt mit Shopify überein').first().waitFor()
      await app.getByRole('button', { name: 'Jetzt prüfen' }).click()
      await admin.page.locator('.toast').waitFor()
      await settle()
      await app
        .getByText(/^[\d.]+ verglichen/)
        .nth(1)
        .waitFor()
      await admin.keep('sync-de')
      await app.locator('#deliveries').getByText('Bestellung eingegangen').first().click()
      const body = app.locator('pre')
      await body.getByText('"email": "•••"').first().waitFor()
      expect(await body.innerText()).not.toContain('anna.berger')
      await admin.keep('delivery-de')
      await app.getByRole('button', { name: 'Daten zeigen' }).click()
      await body.getByText('anna.berger@example.de').first().waitFor()
      await app.getByRole('button', { name: 'Daten verdecken' }).click()
      await body.getByText('"email": "•••"').first().waitFor()
      expect(await body.innerText()).not.toContain('anna.berger')
      delivery = /sync\/\d+/.exec(app.url())?.[0] ?? ''
      const missing = await admin.goTo('sync/999999999')
      await missing.getByRole('heading', { level: 1, name: 'Nicht gefunden' }).waitFor()
    })

    it.each([
      ['en', 1280],
      ['de', 390],
      ['en', 390],
    ] as const)(
      'reads well in %s at a width of %i',
      async (locale, width) => {
        const window = await AdminFrame.open(browser, shop.adminUrl, width)
        await window.speak(locale)
        for (const page of [
          '',
          'customers',
          'requests',
          'segments',
          'segments/new',
          'campaigns',
          'campaigns/new',
          'sync',
          delivery,
          'nowhere',
        ]) {
          const app = await window.goTo(page)
          await app.getByRole('heading', { level: 1 }).first().waitFor()
          const overflow = await app.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(overflow, `${page} is wider than the screen`).toBeLessThanOrEqual(0)
          // A key that has no words shows itself, such as "list.title".
          expect(await app.locator('body').innerText()).not.toMatch(/^[a-z]+(\.[a-zA-Z]+)+$/m)
          await window.keep(`${page === '' ? 'home' : page.replace('/', '-')}-${locale}-${String(width)}`)
        }
        await window.close()
      },
      STORY,
    )
  },
  STORY,
)

async function addRule(app: Awaited<ReturnType<AdminFrame['app']>>, name: string | RegExp): Promise<void> {
  await app.getByRole('button', { name: 'Bedingung hinzufügen' }).click()
  await app
    .getByRole('menuitem', { name })
    .or(app.locator('.Polaris-ActionList__Item', { hasText: name }))
    .first()
    .click()
}

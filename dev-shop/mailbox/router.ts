import express from 'express'
import { adminLocale, chooseAdminLocale, safeReturnPath } from '../admin-page/locale.ts'
import type { DevShop } from '../shop.ts'
import { faultsShape, mailFaults } from './faults.ts'
import { listPage, PAGE_SIZE } from './list-page.ts'
import { mailBody } from './mail-body.ts'
import { mailPage } from './mail-page.ts'
import { countMails, findMail, listMails, mailHeaders } from './mails.ts'
import type { MailRow } from './mails.ts'
import { mailboxStyles } from './styles.ts'
import { unsubscribeOnce } from './unsubscribe.ts'

const MOST_LISTED = 500

/** The mailbox at /mailbox, its mails as JSON at /dev/mails, and its faults at /dev/mailbox/faults. */
export function mailboxRouter(shop: DevShop): express.Router {
  const router = express.Router()
  router.get('/dev/mails', (request, response) => {
    const limit = Math.min(Number(text(request.query.limit)) || 100, MOST_LISTED)
    response.json({
      total: countMails(shop, text(request.query.to)),
      mails: listMails(shop, text(request.query.to), limit),
    })
  })
  router.get('/dev/mailbox/faults', (_request, response) => {
    response.json(mailFaults(shop))
  })
  router.post('/dev/mailbox/faults', express.json(), (request, response) => {
    const change = faultsShape.safeParse(request.body)
    if (!change.success) return response.status(400).json({ problem: change.error.issues })
    return response.json(Object.assign(mailFaults(shop), change.data))
  })
  router.get('/mailbox/mailbox.css', (_request, response) => {
    response.type('css').send(mailboxStyles)
  })
  router.post('/mailbox/locale', express.urlencoded({ extended: false }), (request, response) => {
    const { locale, back } = request.body as { locale?: unknown; back?: unknown }
    chooseAdminLocale(shop, locale)
    response.redirect(303, safeReturnPath(back, '/mailbox'))
  })
  router.get('/mailbox', (request, response) => {
    const words = text(request.query.to)
    const mails = listMails(shop, words, PAGE_SIZE + 1, Number(text(request.query.before)) || undefined)
    const page = { path: request.originalUrl, locale: adminLocale(shop), words, total: countMails(shop, words), mails }
    response.type('html').send(listPage(shop, page).text)
  })
  withMail(router, shop, '/mailbox/:id', async (mail, request, response) => {
    const page = {
      path: request.originalUrl,
      locale: adminLocale(shop),
      headers: await mailHeaders(mail),
      notice: text(request.query.notice),
    }
    response.type('html').send(mailPage(shop, mail, page).text)
  })
  withMail(router, shop, '/mailbox/:id/body', (mail, _request, response) => {
    // Scripts of a mail never run, whatever it contains; pictures may come from anywhere, as in any mail client.
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *",
    )
    response.type('html').send(mailBody(shop, mail))
  })
  withMail(router, shop, '/mailbox/:id/raw', (mail, _request, response) => {
    response.type('text/plain; charset=utf-8').send(mail.raw)
  })
  router.post('/mailbox/:id/unsubscribe', (request, response, next) => {
    const mail = findMail(shop, request.params.id)
    if (mail === undefined) return void response.status(404).send('There is no such mail')
    unsubscribeOnce(shop, mail).then((notice) => {
      response.redirect(303, `/mailbox/${mail.id}?notice=${notice}`)
    }, next)
  })
  return router
}

type MailHandler = (mail: MailRow, request: express.Request, response: express.Response) => Promise<void> | void

function withMail(router: express.Router, shop: DevShop, path: string, handle: MailHandler): void {
  router.get(path, (request, response, next) => {
    const mail = findMail(shop, text(request.params.id))
    if (mail === undefined) return void response.status(404).send('There is no such mail')
    Promise.resolve(handle(mail, request, response)).catch(next)
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

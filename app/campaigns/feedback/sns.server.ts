import { createPublicKey, createVerify } from 'node:crypto'
import { z } from 'zod'

const envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
})
export type SnsMessage = z.infer<typeof envelope>

// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const
const AMAZON = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/

const certificates = new Map<string, string>()

/** Reads what Amazon SNS posts: null where it is of another topic or not signed by Amazon's own certificate. */
export async function readSns(body: string, topicArn: string, fetchUrl: typeof fetch): Promise<SnsMessage | null> {
  const read = envelope.safeParse(JSON.parse(body))
  if (!read.success || read.data.TopicArn !== topicArn || !isAmazons(read.data.SigningCertURL)) return null
  const message = read.data
  const certificate = await certificateOf(message.SigningCertURL, fetchUrl)
  return isSigned(message, certificate) ? message : null
}

/** Whether an address is Amazon's SNS by https, so that it may be called. */
export function isAmazons(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' && url.port === '' && AMAZON.test(url.hostname)
}

function isSigned(message: SnsMessage, certificate: string): boolean {
  const verify = createVerify(message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
  for (const name of SIGNED[message.Type]) {
    const value = message[name]
    if (value !== undefined) verify.update(`${name}\n${value}\n`)
  }
  return verify.verify(createPublicKey(certificate), message.Signature, 'base64')
}

async function certificateOf(url: string, fetchUrl: typeof fetch): Promise<string> {
  const known = certificates.get(url)
  if (known !== undefined) return known
  const answer = await fetchUrl(url)
  if (!answer.ok) throw new Error(`Amazon's certificate: HTTP ${String(answer.status)}`)
  const certificate = await answer.text()
  certificates.set(url, certificate)
  return certificate
}

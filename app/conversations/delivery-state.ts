/** How far the mail of an answer has come. */
export type DeliveryState =
  | 'waiting' // its job has not begun
  | 'delayed' // the mail server does not take mails from us now; the job tries again
  | 'sending'
  | 'sent'
  | 'refused' // the mail server said no for good
  | 'stopped' // the app was uninstalled before the mail left
  | 'uncertain' // the connection or the worker broke off: it may have arrived

type Progress = { claimedAt: Date | null; sentAt: Date | null; problem: string | null }

/** The problem of an answer that was not sent because the app had been uninstalled. */
export const UNINSTALLED = 'uninstalled'

const LONGEST_SENDING = 5 * 60_000

/** Reads an answer's state from its row; a claim that is five minutes old belongs to a worker that died. */
export function deliveryState({ claimedAt, sentAt, problem }: Progress, now: Date): DeliveryState {
  if (sentAt !== null) return 'sent'
  if (claimedAt === null && problem === UNINSTALLED) return 'stopped'
  if (claimedAt === null) return problem === null ? 'waiting' : 'delayed'
  if (problem !== null) return isRefusal(problem) ? 'refused' : 'uncertain'
  return now.getTime() - claimedAt.getTime() > LONGEST_SENDING ? 'uncertain' : 'sending'
}

/** Whether a person may ask for another attempt. */
export function mayTryAgain(state: DeliveryState): boolean {
  return state === 'refused' || state === 'uncertain' || state === 'stopped'
}

function isRefusal(problem: string): boolean {
  return /^5\d\d[ -]/.test(problem)
}

import { isbot } from 'isbot'

/** Who opened a mail or followed a link, as far as a request tells it. */
export type Visitor = 'person' | 'proxy' | 'scanner'

// They fetch pictures for their readers, many as soon as a mail arrives, so an opening by them says little.
const PROXIES = /GoogleImageProxy|YahooMailProxy|ggpht|DuckDuckGo-Favicons|^Mozilla\/5\.0$/i
const SCANNERS = /barracuda|proofpoint|mimecast|symantec|forcepoint|safelinks|mailscanner|curl|wget|python|headless/i
// Nobody reads a mail and decides within so many ms of its sending.
const FASTEST_PERSON = 3_000

/** Tells machines from people: by what they call themselves, by the method, and by being faster than anybody reads. */
export function visitorOf(
  { userAgent, method, sentAt }: { userAgent: string; method: string; sentAt: Date | null },
  now: Date,
): Visitor {
  if (PROXIES.test(userAgent)) return 'proxy'
  if (method !== 'GET' || userAgent === '' || SCANNERS.test(userAgent) || isbot(userAgent)) return 'scanner'
  return sentAt !== null && now.getTime() - sentAt.getTime() < FASTEST_PERSON ? 'scanner' : 'person'
}

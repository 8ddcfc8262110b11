import { lookup } from 'node:dns/promises'
import { BlockList } from 'node:net'

const PATIENCE = 8_000
const MOST = 30

// What lies inside our own network is nobody's to ask for by a mail's link.
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(network, bits, 'ipv6')

/**
 * The addresses that answer nobody: those that cannot be reached, and those whose server says 404, 410 or fails. A server
 * that wants to know who asks is alive. Nothing is followed, and nothing inside our own network is asked but the shop.
 */
export async function deadLinks(addresses: string[], storefrontUrl: string): Promise<string[]> {
  const some = [...new Set(addresses)].slice(0, MOST)
  const alive = await Promise.all(some.map((address) => isAlive(address, storefrontUrl)))
  return some.filter((_, place) => alive[place] === false)
}

async function isAlive(address: string, storefrontUrl: string): Promise<boolean> {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  try {
    if (url.origin !== new URL(storefrontUrl).origin && (await leadsInside(url.hostname))) return false
    const signal = AbortSignal.timeout(PATIENCE)
    const { status } = await fetch(url, { method: 'GET', redirect: 'manual', signal })
    return status < 400 || (status < 500 && status !== 404 && status !== 410)
  } catch {
    return false
  }
}

async function leadsInside(hostname: string): Promise<boolean> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })
  return found.some(({ address, family }) => inside.check(address, family === 6 ? 'ipv6' : 'ipv4'))
}

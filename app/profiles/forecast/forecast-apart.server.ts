import { Worker } from 'node:worker_threads'
import { forecastShop, type ShopForecast, type ShopPast } from './forecast-shop.ts'

/** Fewer buyers are done before a thread has started. */
const FEW_BUYERS = 2_000

/** forecastShop in a thread of its own, so that the process goes on working while a large shop is fitted. */
export function forecastApart(past: ShopPast): Promise<ShopForecast> {
  if (past.buying.length < FEW_BUYERS) return Promise.resolve(forecastShop(past))
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./forecast-thread.server.ts', import.meta.url), { workerData: past })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => {
      reject(new Error(`the thread that predicts a shop ended with ${String(code)}`))
    })
  })
}

import { parentPort, workerData } from 'node:worker_threads'
import { forecastShop, type ShopPast } from './forecast-shop.ts'

parentPort?.postMessage(forecastShop(workerData as ShopPast))

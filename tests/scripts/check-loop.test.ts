import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { z } from 'zod'

const figures = [
  'customers',
  'orders',
  'webhooks',
  'segmentMembers',
  'codesIssued',
  'mailsDelivered',
  'questionsAnswered',
  'redeemed',
  'attributedNet',
  'currency',
  'seconds',
]

test('the loop closes without a person, and one JSON object says with which figures', async () => {
  const args = ['scripts/demo.ts', '--check', '--customer-count', '200', '--order-count', '600']
  const env = { ...process.env, DATABASE_URL: inject('serverUrl') }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  const summary = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout))
  expect(Object.keys(summary)).toEqual(figures)
  expect(summary).toMatchObject({ orders: 601, questionsAnswered: 1, redeemed: 1, currency: 'EUR' })
  expect(summary.mailsDelivered).toBe(summary.codesIssued)
}, 180_000)

import { defineConfig } from 'prisma/config'
import { PrismaPg } from '@prisma/adapter-pg'
import { letGoOfLockTimer } from './prisma/lock-timer.ts'
import { migrationPool } from './prisma/migration-pool.ts'

// `prisma generate` never connects, but without an address it downloads an engine that nothing here uses.
process.env.DATABASE_URL ??= 'postgresql://localhost/stammkunde'
letGoOfLockTimer()

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => Promise.resolve(new PrismaPg(migrationPool())),
})

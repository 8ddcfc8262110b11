import pg from 'pg'

const NAME = 19
const NAMES = 1003
const TEXT = 25
const TEXTS = 1009

/**
 * A pool for migration commands only: @prisma/adapter-pg does not know PostgreSQL's catalogue types name and name[],
 * so their columns are presented as text.
 */
export function migrationPool(): pg.Pool {
  return new pg.Pool({ connectionString: process.env.DATABASE_URL, Client: CatalogueClient, allowExitOnIdle: true })
}

class CatalogueClient extends pg.Client {
  override query = (...args: unknown[]): never => {
    const done = args.at(-1)
    if (isCallback(done)) {
      const finish = (error: unknown, result: unknown): unknown => done(error, presentNamesAsText(result))
      return super.query(...([...args.slice(0, -1), finish] as unknown as [string])) as never
    }
    const answer: unknown = super.query(...(args as [string]))
    return (answer instanceof Promise ? answer.then(presentNamesAsText) : answer) as never
  }
}

type Callback = (error: unknown, result: unknown) => unknown

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function'
}

function presentNamesAsText(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('fields' in result)) return result
  for (const field of result.fields as pg.FieldDef[]) {
    if (field.dataTypeID === NAME) field.dataTypeID = TEXT
    if (field.dataTypeID === NAMES) field.dataTypeID = TEXTS
  }
  return result
}

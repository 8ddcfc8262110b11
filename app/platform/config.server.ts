import { z } from 'zod'

const settings = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  SHOPIFY_API_KEY: z.string().min(1, 'is the Client ID of your app in the Shopify Partner or Dev Dashboard'),
  SHOPIFY_API_SECRET: z.string().min(1, 'is the Client secret of your app in the Shopify Partner or Dev Dashboard'),
  SHOPIFY_APP_URL: z.url(
    'must be the full address under which Shopify reaches the app, such as https://crm.example.com',
  ),
  SCOPES: z.string().min(1, 'lists the access scopes of shopify.app.toml, separated by commas'),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must look like smtps://user:password@mail.example.com:465'),
  MAIL_FROM: z
    .string()
    .includes('@', { error: 'must hold the sender, such as HandelBlitz <hallo@handelblitz.example>' }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(6),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().default('stammkunde'),
  DKIM_KEY_FILE: z.string().optional(),
  SES_TOPIC_ARN: z.string().startsWith('arn:', 'is the ARN of the SNS topic that SES reports to').optional(),
  MAILGUN_SIGNING_KEY: z.string().optional(),
  MAIL_REPORT_PASSWORD: z.string().min(16, 'must have 16 characters or more').optional(),
  APP_BRIDGE_URL: z.url('must be the address of an App Bridge script').optional(),
  DEV_SHOP_URL: z.url('must be the address of the dev shop, such as http://127.0.0.1:4100').optional(),
}

const schema = z.object(settings)

export type Config = z.infer<typeof schema>

let read: Config | undefined

/**
 * The process's settings, read from the environment once. `.env.example` documents each.
 * @throws Error naming every missing or malformed variable with its remedy
 */
export function config(): Config {
  read ??= readConfig(process.env)
  return read
}

/** Reads and validates settings; pure but for its throw. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(settings).map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  )
  const checked = schema.safeParse(given)
  if (checked.success) return checked.data
  const problems = checked.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return given[name] === undefined ? `  ${name} is missing: it ${meaning(name)}` : `  ${name}: ${issue.message}`
  })
  throw new Error(`The environment is not complete. See .env.example.\n${problems.join('\n')}`)
}

const meanings: Record<string, string> = {
  DATABASE_URL: 'names the PostgreSQL database, such as postgresql://user:password@localhost:5432/stammkunde',
  SHOPIFY_API_KEY: 'is the Client ID of your app in the Shopify Partner or Dev Dashboard',
  SHOPIFY_API_SECRET: 'is the Client secret of your app in the Shopify Partner or Dev Dashboard',
  SHOPIFY_APP_URL: 'is the address under which Shopify reaches the app, such as https://crm.example.com',
  SCOPES: 'lists the access scopes of shopify.app.toml, separated by commas',
  SMTP_URL: 'is your mail server, such as smtps://user:password@mail.example.com:465',
  MAIL_FROM: 'is the sender of your mails, such as HandelBlitz <hallo@handelblitz.example>',
}

function meaning(name: string): string {
  return meanings[name] ?? 'has no default'
}

// The order in which facts flow. A room may read the rooms before it, never the ones after it.
const rooms = [
  'kernel',
  'platform',
  'ledger',
  'intake',
  'conversations',
  'notes',
  'consent',
  'profiles',
  'segments',
  'campaigns',
  'automations',
  'storefront',
  'insights',
  'privacy',
]

const oneWay = rooms.map((room, place) => ({
  name: `${room}-knows-no-later-room`,
  comment: 'Facts flow one way; the only way back to the beginning is through the shop.',
  severity: 'error',
  from: { path: `^app/${room}/` },
  to: { path: rooms.slice(place + 1).map((later) => `^app/${later}/`) },
}))

const pure = '^app/(?!routes/|root|entry)[^/]+/(?!texts/|ui/)(?!.*[.]server[.]).*[.]ts$'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...oneWay.filter((rule) => rule.to.path.length > 0),
    {
      name: 'rooms-open-only-their-front-door',
      severity: 'error',
      from: { path: '^app/([^/]+)/' },
      to: {
        path: `^app/(${rooms.slice(1).join('|')}|ui)/`,
        pathNot: [
          '^app/$1/',
          '^app/[^/]+/index([.]server)?[.]ts$',
          '^app/[^/]+/ui/index[.]ts$',
          '^app/[^/]+/texts/',
          '^app/platform/config[.]server[.]ts$',
        ],
      },
    },
    {
      name: 'scripts-open-only-front-doors',
      comment: 'The configuration is read before anything else is known.',
      severity: 'error',
      from: { path: '^scripts/' },
      to: {
        path: `^app/(${rooms.slice(1).join('|')}|ui)/`,
        pathNot: ['^app/[^/]+/index([.]server)?[.]ts$', '^app/[^/]+/texts/', '^app/platform/config[.]server[.]ts$'],
      },
    },
    {
      name: 'pure-files-have-no-effects',
      severity: 'error',
      from: { path: pure },
      to: {
        path: [
          '[.]server[.]tsx?$',
          '^node_modules/(pg|nodemailer|graphile-worker|@prisma)',
          '^(node:)?(fs|http|https|net|child_process)$',
        ],
      },
    },
    {
      name: 'routes-go-through-the-pipeline',
      severity: 'error',
      from: { path: '^app/routes/' },
      to: { path: ['^app/platform/', '^app/[^/]+/.*[.]server[.]ts$'], pathNot: '^app/pipeline[.]server[.]ts$' },
    },
    {
      name: 'the-dev-shop-knows-no-app',
      comment: 'Only published contracts keep the counterpart honest.',
      severity: 'error',
      from: { path: '^dev-shop/' },
      to: { path: '^app/' },
    },
    {
      name: 'the-app-knows-no-dev-shop',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: ['^dev-shop/', '^tests/', '^scripts/'] },
    },
    {
      name: 'nothing-that-runs-knows-a-test',
      comment: 'scripts/bench.ts opens a benchmark by its name, when one is asked for.',
      severity: 'error',
      from: { path: '^(app|dev-shop|scripts)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'tests-of-the-dev-shop-know-no-app',
      comment: 'Only published contracts keep the counterpart honest.',
      severity: 'error',
      from: { path: '^tests/dev-shop/' },
      to: { path: '^app/' },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^app/kernel/' },
      to: { path: '^app/', pathNot: '^app/kernel/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^app/platform/prisma/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
}

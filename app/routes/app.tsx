import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { NavMenu } from '@shopify/app-bridge-react'
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url'
import polarisDe from '@shopify/polaris/locales/de.json' with { type: 'json' }
import polarisEn from '@shopify/polaris/locales/en.json' with { type: 'json' }
import { AppProvider } from '@shopify/shopify-app-remix/react'
import { boundary } from '@shopify/shopify-app-remix/server'
import { useMemo } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { pipeline } from '../pipeline.server.ts'
import type { loader as rootLoader } from '../root.tsx'
import { openTexts, ShopProvider } from '../ui/index.ts'

export const links = () => [{ rel: 'stylesheet', href: polarisStyles }]

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await pipeline.merchant(request)
  const { name, domain, currency, timeZone } = shop
  const { SHOPIFY_API_KEY: apiKey, APP_BRIDGE_URL: appBridgeUrl } = pipeline.settings
  return { shop: { name, domain, currency, timeZone }, apiKey, appBridgeUrl }
}

export default function App() {
  const { shop, apiKey, appBridgeUrl } = useLoaderData<typeof loader>()
  const language = useRouteLoaderData<typeof rootLoader>('root')?.language ?? 'de'
  const texts = useMemo(() => openTexts(language), [language])
  const view = useMemo(() => ({ ...shop, language }), [shop, language])
  return (
    <AppProvider
      isEmbeddedApp
      apiKey={apiKey}
      i18n={language === 'de' ? polarisDe : polarisEn}
      {...(appBridgeUrl && { __APP_BRIDGE_URL: appBridgeUrl })}
    >
      <I18nextProvider i18n={texts}>
        <ShopProvider shop={view}>
          <Navigation />
          <Outlet />
        </ShopProvider>
      </I18nextProvider>
    </AppProvider>
  )
}

function Navigation() {
  const { t } = useTranslation('ui')
  return (
    <NavMenu>
      <a href="/app" rel="home">
        {t('nav.home')}
      </a>
      <a href="/app/customers">{t('nav.customers')}</a>
      <a href="/app/requests">{t('nav.requests')}</a>
      <a href="/app/segments">{t('nav.segments')}</a>
      <a href="/app/campaigns">{t('nav.campaigns')}</a>
      <a href="/app/automations">{t('nav.automations')}</a>
      <a href="/app/settings/rfm">{t('nav.groups')}</a>
      <a href="/app/sync">{t('nav.sync')}</a>
      <a href="/app/privacy">{t('nav.privacy')}</a>
    </NavMenu>
  )
}

// Shopify's library answers by throwing responses; its boundary renders them and keeps their headers.
export function ErrorBoundary() {
  return boundary.error(useRouteError())
}

export const headers: HeadersFunction = (args) => boundary.headers(args)

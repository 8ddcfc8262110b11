import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  server: { port: Number(process.env.PORT ?? 3000), host: '127.0.0.1', allowedHosts: true },
  plugins: [
    remix({
      ignoredRouteFiles: ['**/.*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
    }),
  ],
  // One copy of Shopify's API library must see the fetch that shopify.server.ts sets.
  ssr: { external: ['@shopify/shopify-api', '@shopify/shopify-app-remix', '@shopify/polaris', 'graphile-worker'] },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  optimizeDeps: { include: ['@shopify/app-bridge-react', '@shopify/polaris'] },
})

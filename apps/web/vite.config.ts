import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { documents } from './documents'
import { precompress } from './precompress'
import { preloads } from './preloads'

const api = process.env.BROKERSYNC_API ?? 'http://localhost:4000'
const proxied = { target: api, changeOrigin: false }

export default defineConfig({
  plugins: [react(), documents(), preloads({ '/clients': 'src/pages/ClientsPage.tsx', '/clients/[^/]+': 'src/pages/ClientPage.tsx' }), precompress()],
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/graphql': { ...proxied, ws: true }, '/api': proxied, '/health': proxied },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 3 }] } } },
  },
})

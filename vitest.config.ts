import { defineConfig } from 'vitest/config'

// type-graphql loads graphql as CommonJS and Vite as an ES module; two copies refuse each other's types.
const oneGraphql = [{ find: /^graphql$/, replacement: 'graphql/index.js' }]
const everywhere = ['apps/*/src', 'packages/*/src', 'scripts', 'bench', 'proofs']
const files = (kind: string) => everywhere.map((folder) => `${folder}/**/*${kind}.test.{ts,tsx,mjs}`)
const aside = ['**/node_modules/**', '**/dist/**', '**/generated/**']

/** One project for each kind of test, so that `npm test -- db` runs the ones that need a database. */
export default defineConfig({
  resolve: { alias: oneGraphql },
  test: {
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: files(''), exclude: [...aside, ...files('.db'), ...files('.contract')] } },
      { extends: true, test: { name: 'db', include: files('.db'), exclude: aside, testTimeout: 30_000, hookTimeout: 60_000 } },
      { extends: true, test: { name: 'contract', include: files('.contract'), exclude: aside, testTimeout: 60_000, hookTimeout: 120_000 } },
    ],
  },
})

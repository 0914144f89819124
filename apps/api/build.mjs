import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { build } from 'esbuild'

// The schema package is TypeScript that only this build turns into JavaScript; every other package is loaded from node_modules.
const externalPackages = {
  name: 'external-packages',
  /** @param {import('esbuild').PluginBuild} build */
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@brokersync/schema') ? undefined : { path, external: true },
    )
  },
}

/** The server, the worker that it forks, the operator's commands, and the verifier of the audit. */
const programs = ['src/main.ts', 'src/worker.ts', 'src/cli.ts', 'src/verify-audit/main.ts'].filter((program) => existsSync(new URL(program, import.meta.url)))
/** What a thread runs is loaded by its path, beside whatever starts the thread. */
const threads = ['src/modules/access/hash-worker.mjs']

await build({
  absWorkingDir: new URL('.', import.meta.url).pathname,
  entryPoints: programs,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  keepNames: true,
  // Decorators need it before any file of ours, and a chunk is evaluated before the program that imports it.
  banner: { js: "import 'reflect-metadata'" },
  tsconfig: 'tsconfig.json',
  plugins: [externalPackages],
  logLevel: 'warning',
})
for (const thread of threads) await copyFile(new URL(thread, import.meta.url), new URL(`dist/${basename(thread)}`, import.meta.url))

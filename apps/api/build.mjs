import { existsSync } from 'node:fs'
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

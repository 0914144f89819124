import './lib/require-node.mjs'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './lib/failure.mjs'
import { install } from './lib/install.mjs'
import { inParallel } from './lib/parallel.mjs'
import { root } from './lib/paths.mjs'
import { run } from './lib/processes.mjs'
import { generate } from './generate.mjs'

/** @typedef {{ name: string, check: () => Promise<{ code: number, output: string }> }} Check */

const typed = ['packages/schema', 'apps/api', 'apps/gateway', 'apps/web', 'scripts']
const schemaPrinter = 'apps/api/src/emit-schema.ts'
const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}

/** @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function tool(name, args, env = {}) {
  return run(join(root, 'node_modules/.bin', name), args, { cwd: root, env: { ...process.env, ...color, ...env } })
}

/** A folder's `index` re-exports what stands elsewhere, and hides who needs whom. */
async function findBarrels() {
  const files = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  const barrels = files.filter((file) => /(^|\/)index\.tsx?$/.test(file) && !/\/(node_modules|generated|dist)\//.test(file))
  return { code: barrels.length, output: barrels.map((file) => `${file}: import from the files themselves, not from an index.`).join('\n') }
}

/** @type {Check[]} the longest first */
const checks = [
  { name: 'lint and import rules', check: () => tool('oxlint', []) },
  ...typed.map((folder) => ({
    name: `types of ${folder}`,
    check: () => tool('tsc', ['-p', folder, '--pretty', String(Boolean(process.stdout.isTTY))]),
  })),
  { name: 'no barrels', check: findBarrels },
  ...(existsSync(join(root, schemaPrinter))
    ? [{ name: 'schema drift', check: () => tool('tsx', ['--tsconfig', 'apps/api/tsconfig.json', schemaPrinter, '--check']) }]
    : []),
]

/** @param {Check} check */
async function report({ name, check }) {
  const { code, output } = await check()
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`)
  if (code !== 0) console.log(output.trim())
  return code === 0
}

await runCommand(async () => {
  await install()
  await generate()
  const passed = await inParallel(
    checks.map((check) => () => report(check)),
    2,
  )
  return passed.every(Boolean) ? 0 : 1
})

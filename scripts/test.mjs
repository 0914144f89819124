import './lib/require-node.mjs'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.mjs'
import { haveChromium } from './lib/chromium.mjs'
import { installSystemPackages } from './lib/debian.mjs'
import { runCommand } from './lib/failure.mjs'
import { install } from './lib/install.mjs'
import { root } from './lib/paths.mjs'
import { endOwned, show } from './lib/processes.mjs'
import { askedToEnd } from './lib/signals.mjs'
import { generate } from './generate.mjs'
import { startTestDatabases } from './services/test-databases.mjs'

const projects = ['unit', 'db', 'contract']
const parts = [...projects, 'e2e']

/** `npm test -- unit db` runs parts, and any other word names files. */
const asked = process.argv.slice(2)
const files = asked.filter((word) => !parts.includes(word))
const chosen = asked.length === files.length ? parts : parts.filter((part) => asked.includes(part))
const whole = asked.length === 0

/** The exit code of whoever is ended by Ctrl-C. */
const interrupted = 130

/** What could not run, with its reason. @type {string[]} */
const skipped = []
/** @type {Promise<import('./services/test-databases.mjs').TestDatabases> | undefined} */
let databases
const ending = new AbortController()
const end = askedToEnd()

async function test() {
  if (chosen.includes('e2e') || chosen.includes('db')) await installSystemPackages()
  await install()
  await generate()
  const checked = whole ? await show(process.execPath, [join(root, 'scripts/check.mjs')], { cwd: root }) : 0
  if (wantsBuild()) await build()
  const env = { ...process.env, ...(await startedDatabases()) }
  const failures = [checked, await runVitest(env), await runPlaywright(env)].filter((code) => code !== 0)
  return failures.length > 0 ? 1 : 0
}

/** The browser's journeys and the contract's operations meet the product as it is built. */
function wantsBuild() {
  return chosen.some((part) => part === 'e2e' || part === 'contract')
}

/** @returns {Promise<Record<string, string>>} */
async function startedDatabases() {
  if (chosen.length === 1 && chosen[0] === 'unit') return {}
  databases = startTestDatabases({ cassandra: true, ending: ending.signal })
  const { environment, withoutCassandra } = await databases
  if (withoutCassandra) skipped.push(`Cassandra tests (${withoutCassandra})`)
  return environment
}

/** @param {NodeJS.ProcessEnv} env */
async function runVitest(env) {
  const wanted = projects.filter((project) => chosen.includes(project))
  const filters = files.filter((file) => !isJourney(file))
  if (wanted.length === 0 || (files.length > 0 && filters.length === 0)) return 0
  return show(join(root, 'node_modules/.bin/vitest'), ['run', ...wanted.map((project) => `--project=${project}`), ...filters], {
    cwd: root,
    env,
  })
}

/** @param {NodeJS.ProcessEnv} env */
async function runPlaywright(env) {
  const filters = files.filter(isJourney)
  const folder = join(root, 'e2e')
  const hasJourneys = existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.spec.ts'))
  if (!chosen.includes('e2e') || !hasJourneys || (files.length > 0 && filters.length === 0)) return 0
  if (!(await haveChromium())) {
    skipped.push('browser tests (no Chromium, and Playwright could not fetch its own)')
    return 0
  }
  return show(join(root, 'node_modules/.bin/playwright'), ['test', ...filters], { cwd: root, env })
}

/** @param {string} file */
function isJourney(file) {
  return file.includes('.spec') || file.startsWith('e2e')
}

async function testOrEnd() {
  try {
    const code = await Promise.race([test(), end.then(() => interrupted)])
    console.log(code === 0 ? '\nAll that ran has passed.' : code === interrupted ? '\nInterrupted.' : '\nSomething failed, see above.')
    return code
  } finally {
    await endOwned()
    ending.abort()
    await (await databases?.catch(() => undefined))?.stop()
    if (skipped.length > 0) console.log(`skipped: ${skipped.join('; ')}`)
  }
}

await runCommand(testOrEnd)

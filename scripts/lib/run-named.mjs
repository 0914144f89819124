import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { Failure } from './failure.mjs'
import { install } from './install.mjs'
import { root } from './paths.mjs'
import { endOwned, show } from './processes.mjs'
import { askedToEnd } from './signals.mjs'
import { generate } from '../generate.mjs'

/**
 * Runs one program of a folder by its name, on a build of what stands in the sources.
 * @param {'bench' | 'proofs'} folder
 * @returns {Promise<number>} its exit code
 */
export async function runNamed(folder) {
  const [name = '', ...args] = process.argv.slice(2)
  const program = join(root, folder, `${name}.ts`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(program))
    throw new Failure(`Say which one: ${namesIn(folder).join(', ') || 'there is none yet'}.`)
  await install()
  await generate()
  await build()
  void askedToEnd().then(endOwned)
  return show(join(root, 'node_modules/.bin/tsx'), ['--tsconfig', 'apps/api/tsconfig.json', program, ...args], { cwd: root })
}

/** @param {string} folder */
function namesIn(folder) {
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  return files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length))
}

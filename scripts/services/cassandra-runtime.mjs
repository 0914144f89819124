import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sharedCache } from '../lib/paths.mjs'
import { run } from '../lib/processes.mjs'

const release = '5.0.5'
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))

/**
 * @typedef {object} Runtime what it takes to run Cassandra here
 * @property {string} java a JDK's program of version 11 or 17, which are those that Cassandra 5.0 supports
 * @property {string} jars the folder with Cassandra and what it needs
 */

/**
 * Cassandra's jars and a Java to run them; fetched from Maven Central once for all clones of this user.
 * @returns {Promise<Runtime | { missing: string }>} or what is missing, as a phrase
 */
export async function cassandraRuntime() {
  const java = findJava()
  if (!java) return { missing: 'no JDK 11 or 17' }
  const jars = join(sharedCache, `cassandra-${release}`)
  if (existsSync(jars)) return { java, jars }
  if (spawnSync('mvn', ['--version'], { stdio: 'ignore' }).status !== 0) return { missing: 'no Maven to fetch Cassandra with' }
  return (await download(jars)) ? { java, jars } : { missing: 'Maven could not fetch Cassandra from its repository' }
}

/** @param {string} jars */
async function download(jars) {
  console.log(`Fetching Cassandra ${release} from Maven Central (66 MB, once) …`)
  const draft = `${jars}.${process.pid}`
  mkdirSync(sharedCache, { recursive: true })
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${draft}`, '-DincludeScope=runtime']
  const { code } = await run('mvn', ['-q', '-B', '-f', here('cassandra-pom.xml'), ...goal])
  if (code === 0 && !existsSync(jars)) renameSync(draft, jars)
  rmSync(draft, { recursive: true, force: true })
  return existsSync(jars)
}

/** @returns {string | undefined} */
function findJava() {
  const home = process.env['JAVA_HOME']
  const installed = '/usr/lib/jvm'
  const others = existsSync(installed) ? readdirSync(installed).filter((name) => /\b(17|11)\b/.test(name)) : []
  const candidates = [...(home ? [join(home, 'bin/java')] : []), 'java', ...others.map((name) => join(installed, name, 'bin/java'))]
  return candidates.find((java) => {
    const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
    return status === 0 && /version "(11|17)\./.test(stderr)
  })
}

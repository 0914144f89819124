import { existsSync, readFileSync } from 'node:fs'
import { run } from './processes.mjs'

/** What the tests use of the system, by the program that shows that it is there. */
const wanted = [
  { program: '/usr/bin/chromium', packages: ['chromium'] },
  { program: '/usr/bin/java', packages: ['default-jdk-headless'] },
  { program: '/usr/bin/mvn', packages: ['maven'] },
]

/**
 * Installs what the tests lack by apt, on a machine that is there for tests: CI is set, it is Debian, and this is root.
 * What apt does not get is left to those who need it, who say so.
 */
export async function installSystemPackages() {
  if (!process.env['CI'] || process.getuid?.() !== 0 || !isDebian()) return
  const missing = wanted.filter(({ program }) => !existsSync(program)).flatMap(({ packages }) => packages)
  if (missing.length === 0) return
  console.log(`Installing ${missing.join(', ')} by apt …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
  if (code !== 0) console.log(`apt could not install them: ${output.trim().split('\n').at(-1)}`)
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { run } from './processes.mjs'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's Chromium, where it has one. */
export function systemChromium() {
  return installed.find((program) => existsSync(program))
}

/**
 * Makes sure that there is a Chromium: the system's, or Playwright's own.
 * @returns {Promise<boolean>}
 */
export async function haveChromium() {
  if (systemChromium()) return true
  const { code } = await run(join(root, 'node_modules/.bin/playwright'), ['install', 'chromium'], { cwd: root })
  return code === 0
}

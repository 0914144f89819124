import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { run } from './processes.mjs'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's Chromium, where it has one. */
export function systemChromium() {
  return installed.find((program) => existsSync(program))
}

// Chromium has no sandbox as root, and nothing of it leaves this machine.
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** How Chromium is started by journeys and benches. */
export function chromiumOptions() {
  const executablePath = systemChromium()
  return { args: process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet, ...(executablePath && { executablePath }) }
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

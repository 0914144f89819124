import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { run } from './processes.mjs'

/** Builds the server and the page; what did not change comes out of turbo's cache. */
export async function build() {
  const arguments_ = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', '--ui=stream']
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
  const { code, output } = await run(join(root, 'node_modules/.bin/turbo'), arguments_, { cwd: root, env })
  if (code !== 0) throw new Failure(`The build failed:\n${output.trim()}`)
}

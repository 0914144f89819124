import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this clone. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** Logs and hashes of this clone; it may be deleted at any time. */
export const cache = join(root, '.cache')

/** Downloads that all clones of this user share. */
export const sharedCache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'brokersync')

/** Where this installation keeps its data; made where it is missing. */
export function dataDir() {
  const dir = resolve(root, process.env['DATA_DIR'] ?? '.data')
  // As root the database runs as another user, who must be able to pass through; what is secret inside has mode 0600 itself.
  mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  return dir
}

/**
 * The lock of whoever runs on a data folder.
 * @param {string} folder
 */
export function lockFile(folder) {
  return join(folder, 'running.json')
}

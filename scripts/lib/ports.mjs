import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Whether nobody listens on a port.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

// Below what systems give to outgoing connections, of which one could take a port between now and when it is listened at.
const [lowest, highest] = [15_000, 32_000]

/**
 * The wished port where it is free, another free one otherwise.
 * @param {number} [wished]
 * @returns {Promise<number>}
 */
export async function freePort(wished) {
  if (wished && (await isFree(wished))) return wished
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

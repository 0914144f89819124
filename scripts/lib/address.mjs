import { createServer } from 'node:net'
import { Failure } from './failure.mjs'
import { freePort } from './ports.mjs'

/** Where the server will listen and under which address it is opened, as the environment says; a free port for PORT=0. */
export async function address() {
  const host = process.env['HOST'] || '127.0.0.1'
  const given = Number(process.env['PORT'] || 4000)
  if (!Number.isInteger(given) || given < 0 || given > 65_535)
    throw new Failure(`PORT=${process.env['PORT']} is no port: give a number up to 65535, or leave it out for 4000.`)
  const port = given === 0 ? await freePort() : given
  const scheme = process.env['TLS_CERT_FILE'] ? 'https' : 'http'
  const isLocal = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
  const local = `${scheme}://${isLocal ? 'localhost' : reachable(host)}:${port}`
  const probed = `${scheme}://${reachable(host)}:${port}`
  return { host, port, probed, opened: process.env['PUBLIC_URL'] || local }
}

/**
 * A host that a browser on this machine opens, for one that may stand for all of its addresses.
 * @param {string} host
 */
function reachable(host) {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

/**
 * Makes sure that the server will be able to listen.
 * @param {{ host: string, port: number }} where
 * @returns {Promise<void>}
 */
export function requireFreePort({ host, port }) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(refusal(error, { host, port })))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

/** @param {NodeJS.ErrnoException} error @param {{ host: string, port: number }} where */
function refusal({ code, message }, { host, port }) {
  if (code === 'EADDRINUSE')
    return new Failure(`Port ${port} is in use by another program: choose another, for example PORT=${port + 1} npm start.`)
  if (code === 'EACCES')
    return new Failure(`This user may not listen on port ${port}: choose one above 1023, for example PORT=4000 npm start.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Failure(`HOST=${host} is no address of this machine: leave it out, or set it to 0.0.0.0 for all of them.`)
  return new Failure(`The server cannot listen on ${host}:${port}: ${message}.`)
}

import { createServer } from 'node:net'
import { Failure } from './failure.mjs'
import { freePort } from './ports.mjs'

/** Where the server will listen and under which address it is opened, as the environment says; a free port for PORT=0. */
export async function address() {
  const host = process.env['HOST'] || '127.0.0.1'
  const given = Number(process.env['PORT'] || 4000)
  const port = given === 0 ? await freePort() : given
  const scheme = process.env['TLS_CERT_FILE'] ? 'https' : 'http'
  const isLocal = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
  const local = `${scheme}://${isLocal ? 'localhost' : host}:${port}`
  const probed = `${scheme}://${host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host}:${port}`
  return { host, port, probed, opened: process.env['PUBLIC_URL'] || local }
}

/**
 * Makes sure that the server will be able to listen; a PORT that is no port is the server's to refuse.
 * @param {{ host: string, port: number }} where
 * @returns {Promise<void>}
 */
export function requireFreePort({ host, port }) {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(refusal(error, { host, port })))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

/** @param {NodeJS.ErrnoException} error @param {{ host: string, port: number }} where */
function refusal({ code, message }, { host, port }) {
  if (code === 'EADDRINUSE') return new Failure(`Port ${port} is in use by another program: choose another, for example PORT=${port + 1} npm start.`)
  if (code === 'EACCES') return new Failure(`This user may not listen on port ${port}: choose one above 1023, for example PORT=4000 npm start.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Failure(`HOST=${host} is no address of this machine: leave it out, or set it to 0.0.0.0 for all of them.`)
  return new Failure(`The server cannot listen on ${host}:${port}: ${message}.`)
}

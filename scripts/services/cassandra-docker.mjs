import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/processes.mjs'

const port = Number(process.env['CASSANDRA_PORT'] ?? 9042)
const compose = ['compose', '--file', join(root, 'docker-compose.yml')]

/**
 * Starts the Cassandra of docker-compose.yml, where a Docker engine answers.
 * @returns {Promise<import('./cassandra.mjs').Cassandra | undefined>}
 */
export async function startCassandraInDocker() {
  if ((await run('docker', ['info'])).code !== 0) return undefined
  console.log('Starting Cassandra through Docker Compose …')
  const { code } = await run('docker', [...compose, 'up', '--detach', '--wait', 'cassandra'])
  if (code !== 0) return undefined
  const stop = async () => {
    await run('docker', [...compose, 'stop', 'cassandra'])
  }
  // Docker watches over its container and restarts it: it never ends by itself.
  return { contactPoint: `127.0.0.1:${port}`, dataCenter: 'datacenter1', pid: undefined, ended: new Promise(() => undefined), stop }
}

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The environment of a server that a bench measures alone: on a free port, with no worker beside it and no limit of what is asked. */
export const serverEnvironment = ({ databaseUrl, dataDir, adminToken }: { databaseUrl: string; dataDir: string; adminToken: string }) => ({
  NODE_ENV: 'test', PORT: '0', DATABASE_URL: databaseUrl, DATA_DIR: dataDir, CONFIG_DIR: join(root, 'config'), WEB_DIR: join(root, 'apps/web/dist'), MIGRATIONS_DIR: join(root, 'prisma'),
  BROKERSYNC_ADMIN_TOKEN: adminToken, LOG_LEVEL: 'error', WORKER: 'none', RATE_LIMIT: '0',
})

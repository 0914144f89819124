import { join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { migrate } from '../../../platform/postgres/migrate'
import { openDatabase, type Database } from '../../../platform/postgres/database'
import { createLogger } from '../../../platform/telemetry/logger'
import { createDatabase } from '../../../testing/app'
import { createPostgresInteractionStore } from './postgres-interaction.store'
import { interactionStoreSuite } from './interaction-store.suite'

let database: Database
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await createDatabase()
  await migrate(made.url, ['interactions'], join(resolve(import.meta.dirname, '../../../../../..'), 'prisma'))
  database = openDatabase(made.url, { size: 4, logger: createLogger('warn') })
  drop = made.drop
})

afterAll(async () => {
  await database.close()
  await drop()
})

interactionStoreSuite(() => {
  const store = createPostgresInteractionStore(database)
  return { store, apply: (items) => store.put(items) }
})

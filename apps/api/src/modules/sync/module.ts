import { join } from 'node:path'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import { openEncryptedFiles } from '../../platform/files/encrypted-files'
import { createPublicAddress } from '../../platform/files/public-address'
import type { ModuleFactory } from '../../platform/module'
import { countOutcomesWhenRowsRecorded } from './consumers/count-outcomes-when-rows-recorded'
import { keepEmailsWhenUserChanged } from './consumers/keep-emails-when-user-changed'
import { keepReferencesWhenClientChanged } from './consumers/keep-references-when-client-changed'
import { ImportResolver } from './graphql/import.resolver'
import { serveImportFiles } from './http/import-files.routes'
import { importRules } from './import.policy'
import { ImportService } from './import.service'
import { importedData } from './personal-data'
import { createImportJob } from './run/import-job'
import { postgresImportStore } from './store/postgres-import.store'
import { postgresReferenceStore } from './store/reference.store'

/** What sync adds to the graph. */
export const syncGraph: ModuleGraph = { name: 'sync', resolvers: [ImportResolver], rules: importRules }

/** What comes from elsewhere and goes there: for now, files of clients and orders on their way in. */
export const sync: ModuleFactory = async ({ environment, logger, database, directory, keys, cursors, passes, readAudit, jobs, commit, consume }) => {
  const store = postgresImportStore({ database, keys, jobs, commit })
  const references = postgresReferenceStore(database, keys)
  const files = openEncryptedFiles(join(environment.DATA_DIR, 'imports'), keys)
  const country = environment.FIRM_COUNTRY
  const imports = new ImportService({ store, files, passes, database, keys, firm: { country, timeZone: environment.FIRM_TIME_ZONE } })
  const address = createPublicAddress(environment.PUBLIC_URL)

  consume(countOutcomesWhenRowsRecorded(store, keys))
  const projections = [consume(keepReferencesWhenClientChanged(references)), consume(keepEmailsWhenUserChanged(references))]
  const allCaughtUp = async () => {
    await directory.catchUp()
    await Promise.all(projections.map((projection) => projection.catchUp()))
  }
  await imports.tidy()

  return {
    ...syncGraph,
    resolvers: [new ImportResolver(imports, cursors, address)],
    personalData: importedData({ database, keys, files }),
    jobs: [createImportJob({ store, references, files, keys, logger, country, catchUp: allCaughtUp })],
    routes(server) {
      address.learnFrom(server)
      serveImportFiles(server, imports, readAudit)
    },
  }
}

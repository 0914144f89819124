import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { documentRules } from './document.policy'
import { DocumentService } from './document.service'
import { ClientDocumentsResolver, DocumentResolver } from './graphql/document.resolver'
import { documentData } from './personal-data'
import { postgresDocumentStore } from './store/postgres-document.store'

/** What documents adds to the graph. */
export const documentsGraph: ModuleGraph = {
  name: 'documents',
  resolvers: [DocumentResolver, ClientDocumentsResolver],
  rules: documentRules,
}

/** The clients' papers: for now what is recorded of them. */
export const documents: ModuleFactory = async ({ database, keys, commit, directory, cursors }) => {
  const store = postgresDocumentStore({ database, keys, commit })
  const service = new DocumentService({ store, directory })
  return {
    ...documentsGraph,
    resolvers: [new DocumentResolver(service, cursors), new ClientDocumentsResolver(service, cursors)],
    personalData: documentData({ database, store }),
  }
}

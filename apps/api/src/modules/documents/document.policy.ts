import type { Rules } from '../../platform/graph/rules'

/** Which documents one sees is decided by their clients' owners, in every statement of the store. */
export const documentRules: Rules = {
  'Query.document': 'documents:read',
  'Query.documents': 'documents:read',
  'Client.documents': 'documents:read',
  'Document.*': 'inherit',
  'DocumentVersion.*': 'inherit',
  'DocumentConnection.*': 'inherit',
  'DocumentEdge.*': 'inherit',
}

import type { Rules } from '../../platform/graph/rules'

/** Who hands out, erases and holds; on which clients, the directory says. */
export const privacyRules: Rules = {
  'Query.dataSubjectRequest': 'privacy:export',
  'Query.dataSubjectRequests': 'privacy:export',
  'Mutation.requestDataExport': 'privacy:export',
  'Mutation.eraseClient': 'privacy:erase',
  'Mutation.anonymiseClient': 'privacy:erase',
  'Client.kept': 'privacy:read',
  'Query.clientHolds': 'holds:write',
  'Mutation.placeClientHold': 'holds:write',
  'Mutation.releaseClientHold': 'holds:write',
  'DataSubjectRequest.*': 'inherit',
  'DataSubjectRequestConnection.*': 'inherit',
  'DataSubjectRequestEdge.*': 'inherit',
  'KeptRecord.*': 'inherit',
  'KeptClass.*': 'inherit',
  'RemovedRecords.*': 'inherit',
  'ClientHold.*': 'inherit',
}

import type { DocumentCategory, DocumentStatus } from '@brokersync/schema/enums'
import type { ClientId, DocumentId, UserId } from '@brokersync/schema/ids'
import type { Fault } from '../../platform/errors/domain-error'

/** What a person wrote of a document. */
export interface DocumentContent {
  title: string
  tags: readonly string[]
}

/** A paper of a client, as it is recorded. */
export interface Document extends DocumentContent {
  id: DocumentId
  clientId: ClientId
  category: DocumentCategory
  status: DocumentStatus
  /** yyyy-mm-dd; the last day on which it holds. */
  expiresOn: string | null
  createdBy: UserId | null
  version: number
}

/** What is given for a new document. */
export interface NewDocument {
  clientId: string
  title: string
  category: DocumentCategory
  tags?: readonly string[]
  expiresOn?: string | null
}

const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)

/** What is wrong with a new document, all at once. */
export function faultsOf({ title, tags = [], expiresOn = null }: NewDocument): Fault[] {
  const faults: Fault[] = []
  if (title.trim() === '') faults.push({ path: 'title', message: 'must not be empty' })
  if (title.trim().length > 200) faults.push({ path: 'title', message: 'must have at most 200 characters' })
  if (tags.length > 100) faults.push({ path: 'tags', message: 'must have at most 100 entries' })
  for (const [index, tag] of tags.entries()) if (tag.trim() === '' || tag.length > 60) faults.push({ path: `tags.${index}`, message: 'must have 1 to 60 characters' })
  if (expiresOn !== null && !isDay(expiresOn)) faults.push({ path: 'expiresOn', message: 'must be a real date as yyyy-mm-dd' })
  return faults
}

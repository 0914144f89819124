import type { DateOrder, FileFormat, ImportKind, JobStatus } from '@brokersync/schema/enums'
import type { ImportId, UserId } from '@brokersync/schema/ids'
import type { Reach } from '../../platform/directory/reach'
import { clientFields, neededOfClient } from './fields/client-fields'
import type { Fields } from './fields/field'
import { neededOfOrder, orderFields } from './fields/order-fields'
import type { Findings } from './reading/examine'

/** The kinds that can be imported so far. */
export type ReadyKind = Extract<ImportKind, 'CLIENTS' | 'ORDERS'>

/** How a file's columns become fields; what a person wrote is in it, so that it is kept sealed. */
export interface ImportPlan {
  /** The system that the file comes from. */
  source: string
  /** A column of the file to a field. */
  mapping: Readonly<Record<string, string>>
  /** A field to the texts that stand for it where a row has none. */
  defaults: Readonly<Record<string, readonly string[]>>
  encoding: string | null
  delimiter: string | null
  /** IANA zone in which a date without an hour is a day. */
  timeZone: string
  dateOrder: DateOrder | null
}

/** What became of the rows so far. */
export interface ImportCounts {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
}

/** A file on its way in. */
export interface Import extends ImportCounts {
  id: ImportId
  actorId: UserId
  kind: ReadyKind
  format: FileFormat
  dryRun: boolean
  status: JobStatus
  /** The clients that the rows may touch: those that its actor reached when it was started. */
  reach: Reach
  plan: ImportPlan
  findings: Findings | null
  /** The names of the uploaded file and of that of the rejected rows. */
  file: string | null
  rejectedFile: string | null
  /** How many batches were sent, and how many of them are answered. */
  batches: number
  answered: number
  /** Why it failed. */
  message: string | null
  startedAt: Date | null
  finishedAt: Date | null
}

/** What is wrong with one row of the file. */
export interface Rejection {
  row: number
  reason: string
}

/** The fields of each kind; those that every row needs are checked before a file is taken. */
export const importKinds: Readonly<Record<ReadyKind, { fields: Fields; required: readonly string[] }>> = {
  CLIENTS: { fields: clientFields, required: neededOfClient },
  ORDERS: { fields: orderFields, required: neededOfOrder },
}

/** The key under which an import's files, plan and rows are sealed. */
export const keyOwnerOf = (id: ImportId) => ({ id, class: 'import' })

/** How many bytes a file may have. */
export const fileLimit = 2_000_000_000

/** The rejections of a row's faults, as one sentence. */
export const reasonOf = (faults: readonly { path: string; message: string }[]): string =>
  faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')

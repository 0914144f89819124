import type { ImportId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import type { Claim, NewEvent, Origin, Write } from '../../../platform/postgres/commit'
import type { Import, ImportCounts, Rejection } from '../import'
import type { Findings } from '../reading/examine'

/** Rows that were read together, with what it takes to go on after them. */
export interface SentBatch {
  importId: ImportId
  /** From 1. */
  batch: number
  /** The last row of the file that was read, from 1 without the header. */
  rows: number
  /** Those of its rows that could not be read. */
  unread: readonly Rejection[]
  /** What asks another module to take the others; null where there are none. */
  event: NewEvent | null
}

/** What another module made of a batch. */
export interface Answer {
  importId: ImportId
  batch: number
  counts: Omit<ImportCounts, 'rows'>
  refused: readonly Rejection[]
}

/** Imports and their progress, each change durable with its events, job and audit row. */
export interface ImportStore {
  byId(id: ImportId): Promise<Import | null>
  /** Newest first; of the actors that the reach covers. */
  list(reach: Reach, page: { first: number; before: string | null }): Promise<Import[]>
  /** @throws {AlreadyClaimed} */
  create(made: Import, claims: readonly Claim[], origin: Origin): Promise<void>
  /** Takes the uploaded file, and puts the import in the queue. @throws {ExpectationFailed} where it waits for none. */
  takeFile(id: ImportId, file: string, origin: Origin): Promise<void>
  /** Begins the reading of a file that was looked through. @throws {ExpectationFailed} */
  begin(id: ImportId, findings: Findings): Promise<void>
  /** Sends a batch. @throws {ExpectationFailed} where another worker has sent it. */
  send(batch: SentBatch): Promise<void>
  /** How many of its batches are answered. */
  answered(id: ImportId): Promise<number>
  /** Those of the batches that wait for an answer. */
  unanswered(batches: readonly { importId: ImportId; batch: number }[]): Promise<ReadonlySet<string>>
  /** The writes by which answers count, for the consumer of answers to commit with its position. */
  answersOf(answers: readonly Answer[]): Promise<Write[]>
  /** All rows that were rejected, in the file's order. */
  rejections(id: ImportId): Promise<Rejection[]>
  /** Ends an import that ran to its end. @throws {ExpectationFailed} */
  finish(ended: Import, rejectedFile: string | null): Promise<void>
  /** Ends an import that cannot go on. */
  fail(ended: Import, message: string): Promise<void>
  /** Which of the names are files of imports. */
  filesInUse(names: readonly string[]): Promise<ReadonlySet<string>>
}

export const batchKey = (importId: ImportId, batch: number) => `${importId}:${batch}`

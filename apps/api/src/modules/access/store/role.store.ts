import type { Admission } from '../../../platform/approvals/approvals'
import type { Origin } from '../../../platform/postgres/commit'
import type { RoleChange, RoleSet } from '../role-set'

/** A version with what it changed; nothing of the first. */
export type RoleSetWithChanges = RoleSet & { changes: readonly RoleChange[] }

/** What each role may do, version by version. */
export interface RoleStore {
  /** Null before the first start. */
  newest(): Promise<RoleSet | null>
  byVersion(version: number): Promise<RoleSet | null>
  /** The newest that came from a file, by a start or a command. */
  newestOfFile(): Promise<RoleSet | null>
  /** Newest first. */
  page(options: { first: number; before: number | null }): Promise<RoleSetWithChanges[]>
  /** Saves a version on top of the one before it. @param making.wait till every process knows. @throws {ExpectationFailed} when another came first. */
  add(set: RoleSet, changes: readonly RoleChange[], making: { origin: Origin; admission?: Admission; wait?: 'logged' }): Promise<void>
}

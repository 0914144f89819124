import type { Admission } from '../../../platform/approvals/approvals'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import type { Claim, Origin } from '../../../platform/postgres/commit'
import type { ClientGrant } from '../client-grant'
import type { Loan } from '../loan'
import type { Team, Wall } from '../wall'

/** Whose loans are asked for: those from or to a user within the reach. */
export interface LoanQuery {
  reach: Reach
  /** Only those that run or are planned. */
  current: boolean
}

/** What is made, by whom, and whose reach it changes. */
export interface Making {
  claims: readonly Claim[]
  origin: Origin
}

/** Grants, loans and walls. Each change tells its event to every process and answers when it stands in the log. */
export interface SharingStore {
  grantById(id: string): Promise<ClientGrant | null>
  /** Those that hold now, newest first. */
  grantsOf(clientId: ClientId): Promise<ClientGrant[]>
  countGrants(userId: UserId): Promise<number>
  /** @throws {ExpectationFailed} where the user has this client granted already. */
  grant(grant: ClientGrant, making: Making): Promise<void>
  /** @throws {ExpectationFailed} where it was revoked meanwhile. */
  revoke(grant: ClientGrant, origin: Origin): Promise<void>

  loanById(id: string): Promise<Loan | null>
  /** Newest first. */
  loans(query: LoanQuery, page: { first: number; before: string | null }): Promise<Loan[]>
  /** Those between two users that run now. */
  running(between: { fromId: UserId; toId: UserId }): Promise<Loan[]>
  lend(loan: Loan, making: Making): Promise<void>
  /** @throws {ExpectationFailed} where it was ended meanwhile. */
  endLoan(loan: Loan, origin: Origin): Promise<void>

  teams(): Promise<Team[]>
  walls(): Promise<Wall[]>
  wallById(id: string): Promise<Wall | null>
  /** @throws {ExpectationFailed} where there is one between these teams already. */
  setWall(wall: Wall, making: Making & { admission: Admission }): Promise<void>
  /** @param reason why it goes; stands in the audit. @throws {ExpectationFailed} where it was removed meanwhile. */
  removeWall(wall: Wall, reason: string, making: { origin: Origin; admission: Admission }): Promise<void>
}

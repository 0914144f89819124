import type { FastifyInstance } from 'fastify'
import type { Environment, ModuleName } from '../environment'
import type { ApprovalRules } from './approvals/approval-rules'
import type { ReadAudit } from './audit/audit'
import type { Actor } from './directory/actor'
import type { Directory } from './directory/directory'
import type { Commodities } from './firm/commodities'
import type { Cursors } from './graph/cursor'
import type { Live } from './graph/live'
import type { Rules } from './graph/rules'
import type { Authenticator } from './http/authenticator'
import type { Subscribe } from './graph/subscriptions'
import type { Passes } from './files/passes'
import type { nothingOfClients, PersonalData } from './privacy/personal-data'
import type { Job, Jobs } from './jobs/jobs'
import type { Keys } from './keys/keys'
import type { Consumer, RunningConsumer } from './log/consumer'
import type { LoggedEvent } from './log/log'
import type { Commit, Origin } from './postgres/commit'
import type { Leases } from './postgres/leases'
import type { Database } from './postgres/database'
import type { Logger } from './telemetry/logger'

/** What the platform gives to a module. */
export interface Surroundings {
  environment: Environment
  logger: Logger
  database: Database
  directory: Directory
  keys: Keys
  cursors: Cursors
  live: Live
  passes: Passes
  readAudit: ReadAudit
  /** What all modules put on record, on its way: calls back whenever the queue may have grown. @returns how to stop. */
  auditQueue: { onGrowth(listener: () => void): () => void }
  jobs: Jobs
  leases: Pick<Leases, 'holds'>
  commodities: Commodities
  approvalRules: ApprovalRules
  /**
   * Commits a change of this module as one unit of work and sets its events on their way.
   * `wait: 'logged'` answers when they stand in the log: for what changes whose client it is, or who may do what.
   * @throws {ExpectationFailed} @throws {AlreadyClaimed} @throws {DomainError} UNAVAILABLE.
   */
  commit(change: Commit, origin: Origin, wait?: 'logged'): Promise<void>
  /** Starts a consumer of the log; it runs till the process drains. */
  consume(consumer: Consumer): RunningConsumer
  /** Follows the log live, in every process: see {@link startTail}. */
  follow(follow: { types: readonly string[]; upTo?: () => Promise<number>; tell: (events: readonly LoggedEvent[]) => Promise<void> | void }): Promise<void>
}

/** A store that a module needs, as `/ready` tells of it. */
export interface Readiness {
  name: string
  ready: boolean
  /** Something that the product goes on without, but that whoever watches it should mend. */
  failing?: boolean
  detail?: string
}

/** One sub-module of the product: a subgraph, an owner of data. */
export interface Module {
  name: ModuleName
  /** Instances of its resolver classes. */
  resolvers: readonly object[]
  rules: Rules
  /** Openers of its subscription fields, by name; their `@Subscription`s say `subscribe: byModule`. */
  subscriptions?: Readonly<Record<string, Subscribe>>
  /** Its plain HTTP routes: sign-in, uploads, downloads. */
  routes?: (server: FastifyInstance) => void
  /** Of the module that knows the users: tells who asks. */
  authenticator?: Authenticator
  /**
   * Of the same module: who acts at the command line, where somebody there names a user; null: the one administrator that there is.
   * @throws {DomainError} UNAUTHENTICATED where no active user has this email, or there are several administrators.
   */
  commandLineActor?: (email: string | null) => Promise<Actor>
  /** How it answers a client that asks what is held of it, or to be forgotten. */
  personalData: PersonalData | typeof nothingOfClients
  /** What a worker process does for it. */
  jobs?: readonly Job[]
  /** What `npm run cli` does for it, by the commands' names; each answers with what is printed at its end. */
  commands?: Readonly<Record<string, (args: string[]) => Promise<string>>>
  ready?: () => Promise<Readiness[]>
  stop?: () => Promise<void>
}

export type ModuleFactory = (surroundings: Surroundings) => Promise<Module>

import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { badInput, conflict, type Fault } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import { reachOf } from '../../platform/directory/actor'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import { idempotently } from '../../platform/postgres/idempotently'
import { stateOf, type Loan } from './loan'
import { loanInput } from './sharing-input'
import type { SharingParts } from './sharing-parts'
import { requireMayLend, requireSeesLoan } from './sharing.policy'

/** What a loan is asked for. */
export interface NewLoan {
  idempotencyKey?: string | null
  fromUserId: string
  toUserId: string
  /** RFC 3339; null: from now on. */
  from?: string | null
  until: string
  reason: string
}

const list = 'loans'

/** Stand-ins: a user's clients lent to another for a span of time. */
export class LoanService {
  constructor(private readonly parts: SharingParts) {}

  /** Newest first; those that run or are planned, or all there ever were. */
  async page({ actor, reads }: RequestContext, { current, first, after }: { current: boolean; first: number; after: string | null }): Promise<Connection<Loan>> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    const before = after === null ? null : String(cursors.decode(list, after)[0])
    reads.add('loan', [])
    const rows = await store.loans({ reach: reachOf(actor, 'loans:read'), current }, { first: size + 1, before })
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.id]) }))
  }

  /** @throws {DomainError} BAD_USER_INPUT with all faults; FORBIDDEN; CONFLICT where a wall stands between the two. */
  lend(context: RequestContext, input: NewLoan): Promise<Loan> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, ...given } = input
    const repeatable = { caller: context.actor.userId, operation: 'lendClients', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.make(context, given, claims), (id) => this.require(context, id))
  }

  private async make({ actor, origin }: RequestContext, input: Omit<NewLoan, 'idempotencyKey'>, claims: (id: string) => Claim[]): Promise<Loan> {
    const { fromUserId: fromId, toUserId: toId, from, until: endsAt, reason } = readInput(loanInput, input)
    requireMayLend(actor, fromId)
    const users = new Map((await this.parts.users.byIds([fromId, toId])).map((user) => [user.id, user]))
    const faults: Fault[] = [
      ...(users.has(fromId) ? [] : [{ path: 'fromUserId', message: 'must be the id of a user' }]),
      ...(users.get(toId)?.active === true ? [] : [{ path: 'toUserId', message: 'must be the id of an active user' }]),
    ]
    if (faults.length > 0) throw badInput(faults)
    if (await this.parts.walls.between(fromId, toId)) throw conflict('A wall stands between the teams of these two')
    const now = new Date()
    const loan: Loan = { id: uuidv7(), fromId, toId, startsAt: from ?? now, endsAt, reason, madeBy: actor.userId, madeAt: now, endedAt: null }
    await this.parts.store.lend(loan, { claims: claims(loan.id), origin })
    return loan
  }

  private async require({ actor }: RequestContext, id: string): Promise<Loan> {
    return requireSeesLoan(actor, await this.parts.store.loanById(id))
  }

  /** Ends a loan before its time. @throws {DomainError} NOT_FOUND, FORBIDDEN, CONFLICT for one that is over. */
  async end(context: RequestContext, id: string): Promise<Loan> {
    const loan = await this.require(context, id)
    requireMayLend(context.actor, loan.fromId)
    const now = new Date()
    if (stateOf(loan, now) === 'ENDED') throw conflict('This loan is over already')
    await this.parts.store.endLoan(loan, context.origin).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? conflict('This loan is over already') : error
    })
    return { ...loan, endedAt: now }
  }
}

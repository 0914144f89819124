import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import type { ClientId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { conflict, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import type { RunningConsumer } from '../../platform/log/consumer'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { stateAt, type Approval } from './approval'
import { decides, requireIsAnother, requireSeesApproval } from './approval.policy'
import { note } from './input-fields'
import { shownClients } from './shown-clients'
import type { ApprovalStore, Decision } from './store/approval.store'

/** What one says of what another asked for. */
export interface NewDecision {
  idempotencyKey?: string | null
  id: string
  approve: boolean
  note?: string | null
}

const decisionInput = z.object({ note })
const list = 'approvals'

/** What somebody asked for and a second person decides on. */
export class ApprovalService {
  constructor(private readonly parts: { store: ApprovalStore; directory: Directory; cursors: Cursors; database: Database; keys: Keys; asked: Pick<RunningConsumer, 'catchUp'> }) {}

  /** Newest first. */
  async page({ actor, reads }: RequestContext, { waiting, first, after }: { waiting: boolean; first: number; after: string | null }): Promise<Connection<Approval>> {
    const { store, cursors, asked } = this.parts
    const size = pageSize(first)
    const before = after === null ? null : String(cursors.decode(list, after)[0])
    await asked.catchUp()
    const reach = decides(actor) ? reachOf(actor, 'clients:read') : null
    const rows = await store.page({ userId: actor.userId, reach, waiting }, { first: size + 1, before })
    reads.add('approval', rows.slice(0, size).flatMap(({ aboutIds }) => aboutIds))
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.id]) }))
  }

  /** @throws {DomainError} NOT_FOUND. */
  async one({ actor, reads }: RequestContext, id: string): Promise<Approval> {
    const approval = await this.seen(actor, id)
    reads.add('approval', approval.aboutIds)
    return approval
  }

  /** Who it is about, but for those out of reach. */
  clientsOf(context: RequestContext, { aboutIds }: Approval): Promise<ClientId[]> {
    return shownClients(this.parts.directory, context, aboutIds)
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN to the one who asked; CONFLICT where it waits no more. */
  decide(context: RequestContext, { idempotencyKey = null, ...given }: NewDecision): Promise<Approval> {
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'decideApproval', key: idempotencyKey, input: given }
    const run = async (claims: (id: string) => Claim[]) => {
      const approval = await this.seen(context.actor, given.id)
      requireIsAnother(context.actor, approval)
      return this.end(context, approval, { state: given.approve ? 'APPROVED' : 'REFUSED', ...readInput(decisionInput, given) }, claims(approval.id))
    }
    return idempotently({ database, schema: 'compliance', keys }, repeatable, run, (id) => this.require(id))
  }

  /** Takes back what one asked for oneself. @throws {DomainError} NOT_FOUND; CONFLICT where it waits no more. */
  async withdraw(context: RequestContext, id: string): Promise<Approval> {
    const approval = await this.find(id)
    if (approval === null || approval.requestedBy !== context.actor.userId) throw notFound('approval')
    return this.end(context, approval, { state: 'WITHDRAWN', note: null }, [])
  }

  private async end({ origin }: RequestContext, approval: Approval, decision: Decision, claims: readonly Claim[]): Promise<Approval> {
    const over = async () => conflict(`This was ${stateAt(await this.require(approval.id), new Date()).toLowerCase()} already`)
    if (stateAt(approval, new Date()) !== 'REQUESTED') throw await over()
    await this.parts.store.decide(approval, decision, { claims, origin }).catch(async (error: unknown) => {
      throw error instanceof ExpectationFailed ? await over() : error
    })
    return this.require(approval.id)
  }

  private async seen(actor: Actor, id: string): Promise<Approval> {
    const approval = await this.find(id)
    const about = [...new Set(approval?.aboutIds ?? [])]
    return requireSeesApproval(actor, approval, about.length === 0 || (await this.parts.directory.reachable(actor, 'clients:read', about)).size === about.length)
  }

  private async require(id: string): Promise<Approval> {
    const approval = await this.parts.store.byId(id)
    if (approval === null) throw notFound('approval')
    return approval
  }

  /** Also one that was asked for a moment ago in another module. */
  private async find(id: string): Promise<Approval | null> {
    const { store, asked } = this.parts
    const known = await store.byId(id)
    if (known !== null && known.state !== 'APPROVED' && known.state !== 'OVERTAKEN') return known
    await asked.catchUp()
    return store.byId(id)
  }
}

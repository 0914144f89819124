import type { HoldId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { z } from 'zod'
import type { Approvals } from '../../platform/approvals/approvals'
import { reachOf } from '../../platform/directory/actor'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import { conflict, gone, notFound } from '../../platform/errors/domain-error'
import { instant } from '../../platform/errors/instant'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { ClientHold } from './data-subject-request'
import { orNull, reason } from './input-fields'
import { keeps } from './retention'
import type { HoldStore } from './store/hold.store'
import type { RequestStore } from './store/request.store'
import type { Turns } from './store/turn.store'

/** What a hold is asked for. */
export interface NewHold {
  idempotencyKey?: string | null
  clientId: string
  /** RFC 3339; a span of what happened, or, with neither, all of the client. */
  from?: string | null
  to?: string | null
  reason: string
}

const input = z
  .object({ from: orNull(instant), to: orNull(instant), reason })
  .refine(({ from, to }) => from === null || to === null || to > from, { path: ['to'], message: 'must be after from' })

interface Parts {
  holds: HoldStore
  requests: RequestStore
  turns: Turns
  directory: Directory
  approvals: Approvals
  database: Database
  keys: Keys
}

/** Legal holds: a client, or what happened with it in a span, is kept whatever else ends. */
export class HoldService {
  constructor(private readonly parts: Parts) {}

  /** Those on clients within reach. */
  async list({ actor, reads }: RequestContext, { clientId, standing }: { clientId: string | null; standing: boolean }): Promise<ClientHold[]> {
    const found = clientId !== null && !isUuid(clientId) ? [] : await this.parts.holds.list(reachOf(actor, 'holds:write'), { clientId, standing })
    reads.add('legal hold', found.map((hold) => hold.clientId))
    return found
  }

  /** @throws {DomainError} NOT_FOUND; BAD_USER_INPUT with all faults; CONFLICT while the client is being erased or made anonymous, or of one that was erased nothing is left that it would keep; GONE where nothing is left of it at all. */
  place(context: RequestContext, { idempotencyKey = null, ...given }: NewHold): Promise<ClientHold> {
    const { holds, directory, turns, database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'placeClientHold', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'compliance', keys }, repeatable, async (claims) => {
      const client = await directory.require(context.actor, 'holds:write', given.clientId)
      const hold: ClientHold = {
        id: uuidv7<HoldId>(), clientId: client.id, ...readInput(input, given), placedBy: context.actor.userId, placedAt: new Date(), releasedBy: null, releasedAt: null, releaseReason: null,
      }
      return turns.inTurn(client.id, async (turn) => {
        await this.requireKeepsSomething(hold, client)
        await holds.place(hold, { claims: claims(hold.id), origin: context.origin, turn })
        return hold
      })
    }, (id) => this.require(context, id))
  }

  private async requireKeepsSomething(hold: ClientHold, { id, status }: DirectoryClient): Promise<void> {
    const ends = await this.parts.requests.endsOf(id)
    if (ends.some((one) => one.status === 'RUNNING')) throw conflict('What is not kept of this client is going at this moment; a hold placed once that is done keeps the rest')
    if (status !== 'ERASED' && !ends.some(({ kind }) => kind === 'ERASURE')) return
    const living = (await this.parts.keys.classesOf([id])).filter(({ destroyedAt }) => destroyedAt === null)
    if (living.some((one) => keeps(hold, one.class))) return
    throw living.length === 0 ? gone('client') : conflict('Nothing is left of this client that this hold would keep')
  }

  /** Ends a hold; what only it kept of an erased client goes at once. @throws {DomainError} NOT_FOUND; CONFLICT where it stands no more, or needs a second person. */
  async release(context: RequestContext, { id, reason: given }: { id: string; reason: string }): Promise<ClientHold> {
    const { holds, requests, approvals, turns } = this.parts
    const hold = await this.require(context, id)
    const over = () => conflict('This hold stands no more')
    if (hold.releasedAt !== null) throw over()
    const why = readInput(z.object({ reason }), { reason: given }).reason
    const admission = await approvals.admit(context, {
      act: 'RELEASE_HOLD', operation: 'releaseClientHold', input: { id, reason: why }, subject: { type: 'ClientHold', id }, clientIds: [], says: [`Release the hold: ${hold.reason}`, why],
    })
    await turns.inTurn(hold.clientId, (turn) => holds.release(hold, why, { origin: context.origin, admission, besides: [turn, requests.lookAgain(hold.clientId)] })).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? over() : error
    })
    return this.require(context, id)
  }

  private async require({ actor }: RequestContext, id: string): Promise<ClientHold> {
    const { holds, directory } = this.parts
    const hold = await holds.byId(id)
    if (hold === null || (await directory.reachable(actor, 'holds:write', [hold.clientId])).size === 0) throw notFound('hold')
    return hold
  }
}

import { z } from 'zod'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { DirectoryClient } from '../../platform/directory/directory'
import { covers } from '../../platform/directory/reach'
import { badInput, conflict, forbidden } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import type { Database } from '../../platform/postgres/database'
import { changeItem, type ChangeParts } from './change-item'
import { earlierWordings, placeOfReason, type EarlierWording } from './earlier-wordings'
import { text, written } from './input-fields'
import { findItem, type FindParts } from './find-item'
import { keyOwnerOf, withoutTexts, type Interaction, type InteractionContent } from './interaction'
import type { StoredInteraction } from './store/interaction.store'

/** What an interaction is to say instead; what is left out stays. */
export interface Correction {
  id: string
  subject?: string | null
  /** Of a client event, its description. */
  body?: string | null
  reason: string
}

type Revisable = Exclude<Interaction, { kind: 'OrderEvent' }>

interface Parts extends FindParts, ChangeParts {
  database: Database
}

const what = 'interaction'
const reason = written(2_000)
const correction = z.object({ subject: text(2_000).nullish(), body: text(1_000_000).nullish(), reason })
const retraction = z.object({ reason })

/** The texts with what is to stand instead; null where this kind has no such text. */
function corrected(item: Revisable, { subject, body }: z.output<typeof correction>): InteractionContent['texts'] | null {
  if (subject != null && item.kind !== 'Communication') return null
  if (item.kind === 'ClientEvent') return { description: body ?? item.texts.description }
  return { ...item.texts, ...(subject != null && { subject }), ...(body != null && { body }) }
}

/** Corrections and retractions, which keep what stood there before. */
export class RevisionService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with all faults; CONFLICT for what was taken back, or changed at the same moment. */
  async correct(context: RequestContext, given: Correction): Promise<Interaction> {
    const input = readInput(correction, given)
    if (input.subject == null && input.body == null) throw badInput([{ path: 'body', message: 'must say what it is to say instead' }])
    const { item, stored } = await this.require(context, given.id)
    const texts = corrected(item, input)
    if (texts === null) throw badInput([{ path: 'subject', message: 'is something that this has not' }])
    if ('body' in texts && item.kind !== 'Communication' && texts.body.trim() === '') throw badInput([{ path: 'body', message: 'must not be empty; take it back instead' }])
    return this.replace(context, { item, stored }, texts, { retracted: false, reason: input.reason })
  }

  /** Takes back what was written: that something was there stays. @throws {DomainError} as {@link correct}. */
  async retract(context: RequestContext, given: { id: string; reason: string }): Promise<Interaction> {
    const input = readInput(retraction, given)
    const found = await this.require(context, given.id)
    return this.replace(context, found, withoutTexts(found.item.kind), { retracted: true, reason: input.reason })
  }

  /** What stood there before, the last first. @throws {DomainError} NOT_FOUND. */
  async earlier(context: RequestContext, id: string): Promise<EarlierWording[]> {
    const { stored } = await findItem(this.parts, context, { id, permission: 'interactions:read', what })
    context.reads.add('interactions', [stored.clientId])
    return (await earlierWordings(this.parts, [stored.id])).get(stored.id) ?? []
  }

  private async replace(context: RequestContext, { item, stored }: { item: Revisable; stored: StoredInteraction }, texts: InteractionContent['texts'], { retracted, reason: why }: { retracted: boolean; reason: string }): Promise<Interaction> {
    const version = (item.codes.revised?.version ?? 0) + 1
    const at = new Date()
    const by = context.actor.userId
    // The same item, with other texts of its kind.
    const after = { ...item, codes: { ...item.codes, revised: { version, at: at.toISOString(), by, retracted } }, texts } as Interaction
    return changeItem(this.parts, context, {
      type: retracted ? 'interaction.retracted' : 'interaction.corrected',
      after,
      version: version + 1,
      fields: [{ field: 'texts', before: item.texts, after: texts }, { field: 'reason', before: null, after: why }],
      once: (sealer) => ({
        sql: `INSERT INTO interactions.revision (id, version, client_id, sealed, replaced_at, replaced_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1`,
        values: [item.id, version, item.clientId, stored.sealed, at, by, sealer.seal(keyOwnerOf(item), placeOfReason(item.id, version), why)],
        expect: 1,
        what: 'revision',
      }),
      tooLate: 'This was changed at the same moment; read it again',
    })
  }

  private async require(context: RequestContext, id: string): Promise<{ item: Revisable; stored: StoredInteraction }> {
    const { client, stored, item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what })
    if (item.kind === 'OrderEvent') throw conflict('An order’s event is busted or corrected by another event of the order')
    if (item.kind === 'ClientEvent' && item.codes.marketMove !== null) throw conflict('A market’s move is no one’s own to change')
    if (!mayRevise(context.actor, item, client)) throw forbidden('Only its author, or who hands clients over, corrects or takes back what was written')
    if (item.codes.revised?.retracted === true) throw conflict('This was taken back already')
    return { item, stored }
  }
}

/** Its author; or who may hand the client over, as a manager does for a colleague who left. */
const mayRevise = (actor: Actor, { authorId }: Interaction, client: DirectoryClient): boolean => authorId === actor.userId || covers(reachOf(actor, 'clients:assign'), client)

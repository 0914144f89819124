import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { FieldChange } from '../../platform/audit/changes'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { badInput, conflict, forbidden } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import type { NewEvent } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { changeItem, type ChangeParts } from './change-item'
import { earlierWordings, type EarlierWording } from './earlier-wordings'
import { text, written } from './input-fields'
import { findItem, type FindParts } from './find-item'
import { withoutTexts, type Interaction, type InteractionContent } from './interaction'
import type { MarketMoveService } from './market-move.service'
import { keepRevisions, mayRevise, revision, type Revisable } from './revision'
import { subject } from './recording'
import type { StoredInteraction } from './store/interaction.store'

/** What an interaction is to say instead; what is left out stays. */
export interface Correction {
  id: string
  subject?: string | null
  /** Of a client event, its description. */
  body?: string | null
  reason: string
}

interface Parts extends FindParts, ChangeParts {
  database: Database
  moves: Pick<MarketMoveService, 'retraction'>
}

const what = 'interaction'
const reason = written(2_000)
const correction = z.object({ subject: subject.nullish(), body: text(1_000_000).nullish(), reason })
const retraction = z.object({ reason })

/** The texts with what is to stand instead; null where this kind has no such text. */
function corrected(item: Revisable, { subject, body }: z.output<typeof correction>): InteractionContent['texts'] | null {
  if (subject != null && item.kind !== 'Communication') return null
  if (item.kind === 'ClientEvent') return { description: body ?? item.texts.description }
  return { ...item.texts, ...(subject != null && { subject }), ...(body != null && { body }) }
}

/** What the audit tells of other texts: who took part by itself, since it tells how people are reached. */
function changedTexts(before: InteractionContent['texts'], after: InteractionContent['texts']): FieldChange[] {
  const parted = (texts: InteractionContent['texts']) => ('participants' in texts ? texts : { ...texts, participants: null })
  const [{ participants: were, ...saidBefore }, { participants: are, ...saidAfter }] = [parted(before), parted(after)]
  return [{ field: 'texts', before: saidBefore, after: saidAfter }, ...(isDeepStrictEqual(were, are) ? [] : [{ field: 'participants', before: were, after: are }])]
}

/** Corrections and retractions, which keep what stood there before. */
export class RevisionService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with all faults; CONFLICT for what was taken back, or changed at the same moment. */
  async correct(context: RequestContext, given: Correction): Promise<Interaction> {
    const input = readInput(correction, given)
    if (input.subject == null && input.body == null) throw badInput([{ path: 'body', message: 'must say what it is to say instead' }])
    const { item, stored } = await this.require(context, given.id, 'correct')
    const texts = corrected(item, input)
    if (texts === null) throw badInput([{ path: 'subject', message: 'is something that this has not' }])
    if ('body' in texts && item.kind !== 'Communication' && texts.body.trim() === '') throw badInput([{ path: 'body', message: 'must not be empty; take it back instead' }])
    if (isDeepStrictEqual(texts, item.texts)) throw badInput([{ path: input.body == null ? 'subject' : 'body', message: 'is what stands there already' }])
    return this.replace(context, { item, stored }, texts, { retracted: false, reason: input.reason })
  }

  /** Takes back what was written: that something was there stays. A market's move is taken from all timelines. @throws {DomainError} as {@link correct}. */
  async retract(context: RequestContext, given: { id: string; reason: string }): Promise<Interaction> {
    const input = readInput(retraction, given)
    const found = await this.require(context, given.id, 'retract')
    const move = moveOf(found.item)
    const events = move === null ? [] : [await this.parts.moves.retraction(move, input.reason)]
    return this.replace(context, found, withoutTexts(found.item.kind), { retracted: true, reason: input.reason, events })
  }

  /** What stood there before, the last first. @throws {DomainError} NOT_FOUND. */
  async earlier(context: RequestContext, id: string): Promise<EarlierWording[]> {
    const { stored } = await findItem(this.parts, context, { id, permission: 'interactions:read', what })
    context.reads.add('interactions', [stored.clientId])
    return (await earlierWordings(this.parts, [stored.id])).get(stored.id) ?? []
  }

  private async replace(context: RequestContext, { item, stored }: { item: Revisable; stored: StoredInteraction }, texts: InteractionContent['texts'], { retracted, reason: why, events = [] }: { retracted: boolean; reason: string; events?: readonly NewEvent[] }): Promise<Interaction> {
    const revised = revision(item, { texts, at: new Date(), by: context.actor.userId, retracted })
    const { after, version } = revised
    return changeItem(this.parts, context, {
      type: retracted ? 'interaction.retracted' : 'interaction.corrected',
      after,
      version: version + 1,
      fields: [...changedTexts(item.texts, texts), { field: 'reason', before: null, after: why }],
      once: (sealer) => ({ ...keepRevisions([{ ...revised, sealed: stored.sealed, reason: why }], sealer), expect: 1, what: 'revision' }),
      tooLate: 'This was changed at the same moment; read it again',
      events,
    })
  }

  private async require(context: RequestContext, id: string, as: 'correct' | 'retract'): Promise<{ item: Revisable; stored: StoredInteraction }> {
    const { client, stored, item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what })
    if (item.kind === 'OrderEvent') throw conflict('An order’s event is busted or corrected by another event of the order')
    if (moveOf(item) !== null) {
      if (as === 'correct') throw conflict('A market’s move is not corrected: take it back, and record it anew')
      if (!mayRetractMove(context.actor, item)) throw forbidden('Only who recorded it, or who hands over all clients, takes a market’s move back')
    } else if (!mayRevise(context.actor, item, client)) throw forbidden('Only its author, or who hands clients over, corrects or takes back what was written')
    if (item.codes.revised?.retracted === true) throw conflict('This was taken back already')
    return { item, stored }
  }
}

const moveOf = (item: Interaction) => (item.kind === 'ClientEvent' ? item.codes.marketMove : null)

/** Who recorded it, or who may hand over every client: it goes from the timelines of all. */
const mayRetractMove = (actor: Actor, { authorId }: Interaction): boolean => authorId === actor.userId || reachOf(actor, 'clients:assign').all

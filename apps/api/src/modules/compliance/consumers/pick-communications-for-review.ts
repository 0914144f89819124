import { communicationTexts, interactionEvent, placeOfTexts, type InteractionEvent } from '@brokersync/schema/events/interactions'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import type { Write } from '../../../platform/postgres/commit'
import { reasonsToReview, type SupervisionRules } from '../supervision'

type Communication = Extract<InteractionEvent, { kind: 'Communication' }>

/** A share of one, by a keyed fingerprint: the same for the same communication, and told beforehand by nobody. */
const chanceOf = (keys: Keys, id: string): number => keys.fingerprint('supervision sample', id).readUInt32BE(0) / 2 ** 32

const communicationsOf = (events: readonly LoggedEvent[]): Communication[] =>
  events.flatMap(({ data }) => {
    const item = interactionEvent.parse(data)
    return item.kind === 'Communication' ? [item] : []
  })

/** 0 is the first. */
const wordingOf = ({ codes: { revised } }: Communication): number => revised?.version ?? 0

/** Of communications that were corrected or taken back, how they stand since. */
type Latest = ReadonlyMap<string, Communication>

const latestOf = (items: readonly Communication[]): Latest => new Map(items.filter((item) => wordingOf(item) > 0).map((item) => [item.id, item]))

const replacedAt = (item: Communication | null) => item?.codes.revised?.at ?? null
const isRetracted = (item: Communication | null) => item?.codes.revised?.retracted === true

/** The words that were picked, as they wait for their review; some of them were replaced by what came right after. */
function add(picked: readonly (Communication & { because: readonly string[] })[], latest: Latest): Write {
  const of = <T>(field: (one: (typeof picked)[number]) => T) => picked.map(field)
  const after = (item: Communication): Communication | null => {
    const last = latest.get(item.id)
    return last !== undefined && wordingOf(last) > wordingOf(item) ? last : null
  }
  return {
    sql: `INSERT INTO compliance.review (id, interaction_id, wording, client_id, author_id, channel, direction, occurred_at, because, sealed, state, replaced_at, retracted)
          SELECT id, interaction_id, wording, client_id, author_id, channel, direction, occurred_at, because::text[], sealed, 'OPEN', replaced_at, retracted
          FROM unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::bytea[], $11::timestamptz[], $12::boolean[])
            AS r(id, interaction_id, wording, client_id, author_id, channel, direction, occurred_at, because, sealed, replaced_at, retracted) ON CONFLICT DO NOTHING RETURNING 1`,
    values: [
      of(() => uuidv7()), of(({ id }) => id), of(wordingOf), of(({ clientId }) => clientId), of(({ authorId }) => authorId), of(({ codes }) => codes.channel), of(({ codes }) => codes.direction),
      of(({ occurredAt }) => occurredAt), of(({ because }) => `{${because.map((name) => JSON.stringify(name)).join(',')}}`), of(({ sealed }) => sealed),
      of((item) => replacedAt(after(item))), of((item) => isRetracted(after(item))),
    ],
  }
}

/** That the words of before stand no more. */
function replace(items: readonly Communication[]): Write {
  return {
    sql: `UPDATE compliance.review r SET replaced_at = n.at, retracted = n.retracted FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::boolean[]) AS n(interaction_id, wording, at, retracted)
          WHERE r.interaction_id = n.interaction_id AND r.wording < n.wording RETURNING 1`,
    values: [items.map(({ id }) => id), items.map(wordingOf), items.map(replacedAt), items.map(isRetracted)],
  }
}

/**
 * Picks the communications that a supervisor is to review, by their words, and a share of the rest. Words that were corrected are looked at
 * as others are, and what was picked before says that it was replaced.
 */
export const pickCommunicationsForReview = (rules: SupervisionRules, keys: Keys): Consumer => ({
  name: 'pick-communications-for-review',
  types: ['communication.logged', 'interaction.corrected', 'interaction.retracted'],
  async handle(events) {
    const items = communicationsOf(events)
    const worded = items.filter((item) => !isRetracted(item))
    const opened = await keys.open(worded.map(({ id, sealed }) => ({ value: sealed, place: placeOfTexts(id) })))
    const picked = worded.flatMap((item, index) => {
      // One whose key was destroyed meanwhile says nothing any more.
      const texts = communicationTexts.safeParse(opened[index])
      const because = texts.success ? reasonsToReview(rules, [texts.data.subject, texts.data.body], chanceOf(keys, item.id)) : []
      return because.length === 0 ? [] : [{ ...item, because }]
    })
    const latest = latestOf(items)
    return { writes: [...(picked.length === 0 ? [] : [add(picked, latest)]), ...(latest.size === 0 ? [] : [replace([...latest.values()])])] }
  },
})

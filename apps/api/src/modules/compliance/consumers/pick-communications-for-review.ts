import { communicationTexts, interactionEvent, placeOfTexts } from '@brokersync/schema/events/interactions'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import { reasonsToReview, type SupervisionRules } from '../supervision'

/** A share of one, by a keyed fingerprint: the same for the same communication, and told beforehand by nobody. */
const chanceOf = (keys: Keys, id: string): number => keys.fingerprint('supervision sample', id).readUInt32BE(0) / 2 ** 32

/** Picks the communications that a supervisor is to review, by their words, and a share of the rest. */
export const pickCommunicationsForReview = (rules: SupervisionRules, keys: Keys): Consumer => ({
  name: 'pick-communications-for-review',
  types: ['communication.logged'],
  async handle(events) {
    const items = events.flatMap(({ data }) => {
      const item = interactionEvent.parse(data)
      return item.kind === 'Communication' ? [item] : []
    })
    const opened = await keys.open(items.map(({ id, sealed }) => ({ value: sealed, place: placeOfTexts(id) })))
    const picked = items.flatMap((item, index) => {
      // One whose key was destroyed meanwhile says nothing any more.
      const texts = communicationTexts.safeParse(opened[index])
      const because = texts.success ? reasonsToReview(rules, [texts.data.subject, texts.data.body], chanceOf(keys, item.id)) : []
      return because.length === 0 ? [] : [{ ...item, because }]
    })
    if (picked.length === 0) return { writes: [] }
    const of = <T>(field: (one: (typeof picked)[number]) => T) => picked.map(field)
    return {
      writes: [
        {
          sql: `INSERT INTO compliance.review (id, interaction_id, client_id, author_id, channel, direction, occurred_at, because, sealed, state)
                SELECT id, interaction_id, client_id, author_id, channel, direction, occurred_at, because::text[], sealed, 'OPEN'
                FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::bytea[])
                  AS r(id, interaction_id, client_id, author_id, channel, direction, occurred_at, because, sealed) ON CONFLICT DO NOTHING RETURNING 1`,
          values: [
            of(() => uuidv7()), of(({ id }) => id), of(({ clientId }) => clientId), of(({ authorId }) => authorId), of(({ codes }) => codes.channel), of(({ codes }) => codes.direction),
            of(({ occurredAt }) => occurredAt), of(({ because }) => `{${because.map((name) => JSON.stringify(name)).join(',')}}`), of(({ sealed }) => sealed),
          ],
        },
      ],
    }
  },
})

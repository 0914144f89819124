import type { ErasureAnswered } from '../../../platform/privacy/erase-when-asked'
import type { Consumer } from '../../../platform/log/consumer'

/** Keeps what each module answered to a request of a data subject. @param answered called when there is a new one. */
export const keepAnswersWhenModulesAnswered = (answered: () => void): Consumer => ({
  name: 'keep-answers-when-modules-answered',
  types: ['client.erasure_answered', 'client.export_answered'],
  handle: async (events) => {
    const of = <T>(field: (answer: ErasureAnswered) => T) => events.map(({ data }) => field(data as unknown as ErasureAnswered))
    return {
      writes: [
        {
          sql: `INSERT INTO compliance.erasure_answer (request_id, round, module, removed) SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[]) ON CONFLICT DO NOTHING RETURNING 1`,
          values: [of(({ requestId }) => requestId), of(({ round }) => round), of(({ module }) => module), of(({ removed }) => JSON.stringify(removed))],
        },
      ],
    }
  },
  afterwards: answered,
})

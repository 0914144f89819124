import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import type { ErasureAnswered } from '../../../platform/privacy/erase-when-asked'
import type { RecordsAnswered } from '../../../platform/privacy/hand-out-when-asked'

const answerOf = ({ type, data }: LoggedEvent) => {
  if (type === 'client.erasure_answered') {
    const { requestId, round, module, removed } = data as unknown as ErasureAnswered
    return { requestId, round, module, counts: removed }
  }
  const { requestId, part, module, counts } = data as unknown as RecordsAnswered
  return { requestId, round: part, module, counts }
}

/** Keeps what each module answered to a request. @param answered called when there is a new one. */
export const keepAnswersWhenModulesAnswered = (answered: () => void): Consumer => ({
  name: 'keep-answers-when-modules-answered',
  types: ['client.erasure_answered', 'records.answered'],
  handle: async (events) => {
    const answers = events.map(answerOf)
    return {
      writes: [
        {
          sql: `INSERT INTO compliance.module_answer (request_id, round, module, counts) SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[]) ON CONFLICT DO NOTHING RETURNING 1`,
          values: [
            answers.map(({ requestId }) => requestId), answers.map(({ round }) => round), answers.map(({ module }) => module), answers.map(({ counts }) => JSON.stringify(counts)),
          ],
        },
      ],
    }
  },
  afterwards: answered,
})

import { operation } from '../../apps/api/src/testing/contract'
import { answer } from '../../bench/lib/program'

/** What an honest program asks, again and again: a client's page. */
const url = process.env['HONEST_URL'] ?? ''
const ids = (process.env['HONEST_CLIENTS'] ?? '').split(',')
const headers = { 'content-type': 'application/json', authorization: `Bearer ${process.env['HONEST_TOKEN'] ?? ''}` }
const query = operation('ClientPage')

/** Milliseconds from when it was due. @throws where it was not answered as it should be. */
async function ask(index: number, due: number): Promise<number> {
  const id = ids[index % ids.length]
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables: { id } }) })
  const { data } = (await response.json()) as { data?: { client?: { id?: string } } }
  if (data?.client?.id !== id) throw new Error(`An honest request was answered with ${response.status}`)
  return performance.now() - due
}

answer(
  {
    /** Asks at a fixed rate, whether or not the ones before are answered. @returns milliseconds of each. */
    async load(argument) {
      const { rate, count } = argument as { rate: number; count: number }
      const begun = performance.now()
      const asked = Array.from({ length: count }, async (_, index) => {
        const due = begun + (index * 1_000) / rate
        await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
        return ask(index, due)
      })
      return Promise.all(asked)
    },
  },
  () => Promise.resolve(),
)

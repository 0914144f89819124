import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { startApp, type Answer } from '../../../testing/app'
import { operation } from '../../../testing/contract'
import { person, type Person } from '../../../testing/people'

export const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code

/** A data subject's request, as the API tells it. */
export interface Request {
  id: string
  status: string
  gone: string[]
  kept: { class: string; because: string; until: string | null }[]
  keptUnderLegalHold: { type: string; id: string }[]
  records: { module: string; kind: string; count: number }[]
  downloadUrl: string | null
  reference: string
}

/** A firm with some people in it, under a regime. @param config.officers the role of its two officers, COMPLIANCE where left out. */
export async function firm(config: { retention?: string; approvals?: string; officers?: string } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))
  await cp(resolve(import.meta.dirname, '../../../../../../config'), folder, { recursive: true })
  if (config.retention !== undefined) await writeFile(join(folder, 'retention.yaml'), config.retention)
  if (config.approvals !== undefined) await writeFile(join(folder, 'approvals.yaml'), config.approvals)
  const app = await startApp({ variables: { CONFIG_DIR: folder } })
  const [broker, officer, second] = [await person(app, { role: 'BROKER' }), await person(app, { role: config.officers ?? 'COMPLIANCE' }), await person(app, { role: config.officers ?? 'COMPLIANCE' })]
  const ok = async <Result>(query: string, variables: object, by: Person): Promise<Result> => {
    const answer = await app.send(query, variables, by.token)
    expect(answer.errors).toBeUndefined()
    return Object.values(answer.data)[0] as unknown as Result
  }
  const stop = async () => {
    await app.stop()
    await rm(folder, { recursive: true })
  }
  const client = async (name: string): Promise<string> => {
    const { id } = await ok<{ id: string }>(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: `${name} Canary`, contact: { emails: [{ address: `${name.toLowerCase()}@canary.example`, label: 'WORK' }] }, sensitive: { taxId: `TAX-${name}` }, tags: ['canary-tag'] } }, broker)
    await ok(operation('AddNote'), { input: { clientId: id, body: `${name} canary note` } }, broker)
    await ok(operation('LogCommunication'), { input: { clientId: id, occurredAt: new Date(Date.now() - 7 * 86_400_000).toISOString(), channel: 'CALL', direction: 'INBOUND', subject: `${name} canary call`, body: '' } }, broker)
    const order = { orderId: `o-${name}`, executionId: 'e', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD', account: 'canary-account', brokerNote: 'canary broker note' }
    await ok(operation('RecordOrderEvent'), { input: { clientId: id, occurredAt: new Date(Date.now() - 7 * 86_400_000).toISOString(), ...order } }, broker)
    return id
  }
  const requestOf = (id: string) =>
    ok<Request>('query ($id: ID!) { dataSubjectRequest(id: $id) { id status gone kept { class because until } keptUnderLegalHold { type id } records { module kind count } downloadUrl reference } }', { id }, officer)
  const finished = async (id: string): Promise<Request> => {
    for (;;) {
      const request = await requestOf(id)
      if (request.status === 'FINISHED') return request
      await pause(50)
    }
  }
  const erase = async (clientId: string, by = officer) => finished((await ok<{ id: string }>(operation('EraseClient'), { input: { clientId, reason: 'Asked to be forgotten' } }, by)).id)
  return { app, broker, officer, second, ok, stop, client, erase, finished, requestOf }
}
export type Firm = Awaited<ReturnType<typeof firm>>

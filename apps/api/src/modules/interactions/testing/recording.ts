import { expect } from 'vitest'
import type { Answer, App } from '../../../testing/app'
import { operation } from '../../../testing/contract'
import type { Person } from '../../../testing/people'

/** An item as an operation of the contract gives it. */
export type Item = { id: string } & Record<string, unknown>

export interface Timeline {
  edges: { cursor: string; node: Item }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

/** The one thing that an operation answered with. */
export function answered<Result = Item>(answer: Answer): Result {
  expect(answer.errors).toBeUndefined()
  return Object.values(answer.data)[0] as unknown as Result
}

/** What a query answered with under one of its fields. */
export const dataOf = (answer: Answer, field: string): Record<string, unknown> => (answer.data[field] ?? {}) as Record<string, unknown>

let number = 0

/** A new client, made by its owner. */
export async function aClientOf(app: App, owner: Person): Promise<string> {
  number += 1
  return answered(await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: `Hargreave Grain ${number}` } }, owner.token)).id
}

/** A fill of 50 lots of wheat. */
export const anOrder = (clientId: string, given: object = {}) => ({
  clientId, orderId: '9001', occurredAt: '2026-11-20T10:00:00Z', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '50', unit: 'LOT',
  price: '612.25', currency: 'USD', ...given,
})

export async function timelineOf(app: App, clientId: string, variables: object, token: string): Promise<Timeline> {
  const answer = await app.send(operation('TimelineWindow'), { clientId, first: 100, ...variables }, token)
  expect(answer.errors).toBeUndefined()
  return dataOf(answer, 'client')['timeline'] as Timeline
}

/** Asks until something is so; fails after two seconds with what it was last. */
export async function eventually<Result>(ask: () => Promise<Result>, isSo: (result: Result) => boolean, patience = 2_000): Promise<Result> {
  for (const until = Date.now() + patience; ; ) {
    const result = await ask()
    if (isSo(result)) return result
    if (Date.now() > until) throw new Error(`It did not come to be: ${JSON.stringify(result)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

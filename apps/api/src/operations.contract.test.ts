import 'reflect-metadata'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { moduleGraphs } from './module-graphs'
import { schemaOf } from './platform/graph/schema'
import { notYetServed, operations } from './testing/contract'
import { inOneProcess, inTwoProcesses, type Deployment } from './testing/contract-deployment'
import { tellStory, type Told } from './testing/contract-story'

let deployments: Deployment[] = []
let one: Told[] = []
let two: Told[] = []

beforeAll(async () => {
  const single = await inOneProcess()
  deployments = [single]
  const apart = await inTwoProcesses()
  deployments = [single, apart]
  one = await tellStory(single)
  two = await tellStory(apart)
}, 240_000)

afterAll(async () => {
  await Promise.all(deployments.map((deployment) => deployment.stop()))
})

test('every operation of the contract is sent, but for those that wait for their module', () => {
  const sent = new Set(one.map((told) => told.operation))
  expect([...operations.keys()].filter((name) => !sent.has(name))).toEqual([])
})

test('each answer is the same in one process and in two behind the gateway', () => {
  expect(two).toEqual(one)
})

test('an operation that is too large is told so', () => {
  expect(one.find((told) => told.operation === 'a document that is too deep')?.answer).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] })
})

test('what waits for its module is not served, and what is served does not wait', async () => {
  const schema = await schemaOf(moduleGraphs.flatMap((graph) => graph.resolvers))
  const isServed = (text: string) => validate(schema, parse(text)).length === 0
  expect([...operations].filter(([, text]) => !isServed(text)).map(([name]) => name)).toEqual([])
  expect([...notYetServed].filter(([, text]) => isServed(text)).map(([name]) => name)).toEqual([])
})

import 'reflect-metadata'
import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, isObjectType, parse } from 'graphql'
import { expect, test } from 'vitest'
import { moduleGraphs } from './module-graphs'
import { printPublicSchema, printSubgraph } from './platform/federation/print'
import { fieldsWithoutRule } from './platform/graph/rules'
import { rulesOf, schemaOf } from './platform/graph/schema'

const whole = () => schemaOf(moduleGraphs.flatMap((graph) => graph.resolvers))

async function composed(): Promise<string> {
  const services = await Promise.all(
    moduleGraphs.map(async ({ name, resolvers }) => ({ name, typeDefs: parse(printSubgraph(await schemaOf(resolvers))) })),
  )
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new Error(errors?.map((error) => error.message).join('\n'))
  return printPublicSchema(buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl))))
}

test('the public schema is the same in one process and in one for each module', async () => {
  expect(await composed()).toBe(printPublicSchema(await whole()))
})

test('every field has a rule, as the whole and as each subgraph', async () => {
  expect(fieldsWithoutRule(await whole(), rulesOf(moduleGraphs))).toEqual([])
  for (const graph of moduleGraphs) expect(fieldsWithoutRule(await schemaOf(graph.resolvers), rulesOf([graph]))).toEqual([])
})

test('no rule speaks of a field that is not there', async () => {
  const types = Object.values((await whole()).getTypeMap()).filter(isObjectType)
  const coordinates = new Set(types.flatMap((type) => [`${type.name}.*`, ...Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)]))
  expect(moduleGraphs.flatMap(({ rules }) => Object.keys(rules)).filter((coordinate) => !coordinates.has(coordinate))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, print } from 'graphql'

const folder = resolve(import.meta.dirname, '../../../../packages/schema/operations')

const operationsIn = (path: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(path)
      .filter((file) => file.endsWith('.graphql'))
      .flatMap((file) => parse(readFileSync(join(path, file), 'utf8')).definitions)
      .flatMap((definition) => (definition.kind === 'OperationDefinition' && definition.name ? [[definition.name.value, print(definition)] as const] : [])),
  )

/** The contract's operations by their names, to the letter. */
export const operations = operationsIn(folder)

/** Those that wait for their module. */
export const notYetServed = operationsIn(join(folder, 'not-yet-served'))

/** The contract's variables of an operation; an id in them is `…`. */
export function variablesOf(name: string): Record<string, unknown> {
  const all = JSON.parse(readFileSync(join(folder, 'variables.json'), 'utf8')) as Record<string, Record<string, unknown>>
  return all[name] ?? {}
}

/** The text of an operation of the contract. */
export function operation(name: string): string {
  const text = operations.get(name)
  if (text === undefined) throw new Error(`The contract has no operation ${name}`)
  return text
}

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, print } from 'graphql'

const folder = resolve(import.meta.dirname, '../../../../packages/schema/operations')

/** The contract's operations by their names, to the letter. */
export const operations: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')).definitions)
    .flatMap((definition) => (definition.kind === 'OperationDefinition' && definition.name ? [[definition.name.value, print(definition)] as const] : [])),
)

/** The text of an operation of the contract. */
export function operation(name: string): string {
  const text = operations.get(name)
  if (text === undefined) throw new Error(`The contract has no operation ${name}`)
  return text
}

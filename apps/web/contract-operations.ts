import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, parse, print, validate, Kind, type DocumentNode } from 'graphql'

const schemaPackage = new URL('../../packages/schema/', import.meta.url)

/** The contract's operations that the present schema serves; those of modules to come are left out until they are there. */
export function servedOperations(): string[] {
  const schema = buildSchema(readFileSync(new URL('schema.graphql', schemaPackage), 'utf8'))
  const folder = new URL('operations/', schemaPackage)
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'))
  const documents = files.flatMap((file) => parse(readFileSync(new URL(file, folder), 'utf8')).definitions)
  return documents
    .map((definition): DocumentNode => ({ kind: Kind.DOCUMENT, definitions: [definition] }))
    .filter((document) => validate(schema, document).length === 0)
    .map(print)
}

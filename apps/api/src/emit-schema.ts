import 'reflect-metadata'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { moduleGraphs } from './module-graphs'
import { printPublicSchema, printSubgraph } from './platform/federation/print'
import { schemaOf } from './platform/graph/schema'

const folder = resolve(import.meta.dirname, '../../../packages/schema')

/** The files of the public schema and of each module's subgraph, with what they should hold. */
async function emitted(): Promise<Map<string, string>> {
  const whole = await schemaOf(moduleGraphs.flatMap((graph) => graph.resolvers))
  const files = new Map([[resolve(folder, 'schema.graphql'), printPublicSchema(whole)]])
  for (const { name, resolvers } of moduleGraphs) files.set(resolve(folder, `subgraphs/${name}.graphql`), printSubgraph(await schemaOf(resolvers)))
  return files
}

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, sdl] of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, sdl)
  }
}

/** Tells whether the committed files are what the code says. */
async function check(files: ReadonlyMap<string, string>): Promise<number> {
  const differing: string[] = []
  for (const [path, sdl] of files) {
    const committed = await readFile(path, 'utf8').catch(() => '')
    if (committed !== sdl) differing.push(relative(resolve(folder, '../..'), path))
  }
  if (differing.length === 0) return 0
  process.stderr.write(`${differing.join(' and ')} ${differing.length === 1 ? 'is' : 'are'} not what the resolvers say; run \`npm run emit-schema\` and commit what changed\n`)
  return 1
}

const files = await emitted()
if (process.argv.includes('--check')) process.exitCode = await check(files)
else await write(files)

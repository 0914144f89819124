import './lib/require-node.mjs'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure, runCommand } from './lib/failure.mjs'
import { install, withoutPrismaEngine } from './lib/install.mjs'
import { inParallel } from './lib/parallel.mjs'
import { cache, root } from './lib/paths.mjs'
import { run } from './lib/processes.mjs'

/**
 * @typedef {object} Generation code that a tool writes out of files
 * @property {string} name
 * @property {string[]} sources the files that decide what it writes
 * @property {string} target the folder that it writes
 * @property {string[]} command of node_modules/.bin, with its arguments
 * @property {string} cwd
 */

/** Writes the database clients and the page's typed operations, those alone whose sources changed. */
export async function generate() {
  const marks = join(cache, 'generated')
  mkdirSync(marks, { recursive: true })
  const all = [...databaseClients(), ...pageOperations()]
  await inParallel(
    all.map((generation) => () => bringUpToDate(generation, join(marks, generation.name))),
    2,
  )
}

/** @param {Generation} generation @param {string} mark where the sources' hash is kept */
async function bringUpToDate({ name, sources, target, command: [program = '', ...args], cwd }, mark) {
  const hash = createHash('sha256')
  for (const source of [...sources, join(root, 'package-lock.json')]) hash.update(source).update(readFileSync(source))
  const digest = hash.digest('hex')
  const isFresh = existsSync(target) && readdirSync(target).length > 0 && existsSync(mark) && readFileSync(mark, 'utf8') === digest
  if (isFresh) return
  const { code, output } = await run(join(root, 'node_modules/.bin', program), args, {
    cwd,
    env: { ...process.env, ...withoutPrismaEngine },
  })
  if (code !== 0) throw new Failure(`${program} could not generate ${name}:\n${output.trim()}`)
  writeFileSync(mark, digest)
}

/** @returns {Generation[]} */
function databaseClients() {
  const schemas = readdirSync(join(root, 'prisma')).map((name) => ({ name, schema: join(root, 'prisma', name, 'schema.prisma') }))
  return schemas
    .filter(({ schema }) => existsSync(schema))
    .map(({ name, schema }) => {
      const output = /^\s*output\s*=\s*"(.+)"/m.exec(readFileSync(schema, 'utf8'))?.[1]
      if (!output) throw new Failure(`${schema} does not say where its client goes (generator's output).`)
      return {
        name: `prisma-${name}`,
        sources: [schema],
        target: resolve(dirname(schema), output),
        command: ['prisma', 'generate', '--schema', schema],
        cwd: root,
      }
    })
}

/** @returns {Generation[]} */
function pageOperations() {
  const web = join(root, 'apps/web')
  if (!existsSync(join(web, 'codegen.ts'))) return []
  const documents = [join(root, 'packages/schema'), join(web, 'src')].flatMap((folder) => graphqlFilesIn(folder))
  const sources = [join(web, 'codegen.ts'), ...documents]
  return [{ name: 'web', sources, target: join(web, 'src/generated'), command: ['graphql-codegen', '--config', 'codegen.ts'], cwd: web }]
}

/** @param {string} folder @returns {string[]} */
function graphqlFilesIn(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.graphql') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async () => {
    await install()
    await generate()
  })
}

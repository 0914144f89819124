import { createHash } from 'node:crypto'
import { ZipFile } from 'yazl'
import { z } from 'zod'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { fileOf, jsonOf, linesOf, lostOf, streamOf } from './archive-parts'
import { auditPart, manifestPart, pagePart, type Production } from './production'

type Contents = Pick<Production, 'id' | 'parts' | 'requestedAt' | 'manifestHash'>

async function* textOf(files: EncryptedFiles, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of files.read(name)) yield decoder.decode(chunk, { stream: true })
}

/** The files of a production's archive but its manifest, by name; each is made anew whenever it is read, byte for byte the same. */
export function filesOf(files: EncryptedFiles, { id, parts }: Omit<Contents, 'manifestHash'>): ReadonlyMap<string, () => AsyncGenerator<string>> {
  const of = (module: string) => linesOf({ files, requestId: id, parts }, module)
  return new Map([
    ...modulesWithClients.map((module) => [fileOf(module), () => jsonOf(of(module))] as const),
    ['index.html', () => textOf(files, pagePart(id))],
    ['audit.jsonl', () => textOf(files, auditPart(id, 'jsonl'))],
    ['audit.csv', () => textOf(files, auditPart(id, 'csv'))],
  ])
}

/** A file as a manifest names it: what `sha256sum` and `wc -c` say of it. */
export interface FileMark {
  name: string
  bytes: number
  sha256: string
}

export async function markOf(name: string, texts: AsyncIterable<string>): Promise<FileMark> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const text of texts) {
    const chunk = Buffer.from(text)
    bytes += chunk.length
    hash.update(chunk)
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

/** The names of those files of an archive that are not on the disk any more, as a module's is where one of its parts is not. */
export async function missingOf(files: EncryptedFiles, { id, parts }: Pick<Contents, 'id' | 'parts'>): Promise<string[]> {
  const alone = [['manifest.json', manifestPart(id)], ['index.html', pagePart(id)], ['audit.jsonl', auditPart(id, 'jsonl')], ['audit.csv', auditPart(id, 'csv')]] as const
  const missing = [...(await lostOf({ files, requestId: id, parts }, modulesWithClients))].map(fileOf)
  for (const [name, part] of alone) if (!(await files.has(part))) missing.push(name)
  return missing
}

type Missing = Pick<FileMark, 'name'> & Partial<FileMark>

const marksIn = z.object({ files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })) })

/** What is known of files that are missing: the manifest tells how long they were, and their hashes; its own is known to the product. */
async function marksOf(files: EncryptedFiles, { id, manifestHash }: Pick<Contents, 'id' | 'manifestHash'>, missing: readonly string[]): Promise<Missing[]> {
  if (missing.length === 0) return []
  let text = ''
  if (!missing.includes('manifest.json')) for await (const some of textOf(files, manifestPart(id))) text += some
  const marks = text === '' ? [] : marksIn.parse(JSON.parse(text)).files
  const known = (name: string): Missing => (name === 'manifest.json' && manifestHash !== null ? { name, sha256: manifestHash } : { name })
  return missing.map((name) => marks.find((mark) => mark.name === name) ?? known(name))
}

function missingText(missing: readonly Missing[]): string {
  const lines = missing.map(({ name, bytes, sha256 }) => `${name}: ${bytes === undefined ? '' : `${bytes} bytes, `}${sha256 === undefined ? 'its hash is not known' : `SHA-256 ${sha256}`}`)
  return `These files of the archive are missing: they were lost from the server after they were made. All else is whole, and as the manifest says.\nWhat stands in them can be produced anew.\n\n${lines.join('\n')}\n`
}

/** The archive (ZIP), made as it is sent. @returns also what it should hold and is lost, of which `missing.txt` in it tells. */
export async function productionArchive(files: EncryptedFiles, production: Contents): Promise<{ archive: NodeJS.ReadableStream; missing: readonly Missing[] }> {
  const zip = new ZipFile()
  const options = { mtime: production.requestedAt }
  const missing = await marksOf(files, production, await missingOf(files, production))
  const all = new Map([['manifest.json', () => textOf(files, manifestPart(production.id))], ...filesOf(files, production)])
  if (missing.length > 0) zip.addBuffer(Buffer.from(missingText(missing)), 'missing.txt', options)
  for (const [name, read] of all) if (missing.every((one) => one.name !== name)) zip.addReadStreamLazy(name, options, (take) => take(null, streamOf(read())))
  zip.end()
  return { archive: zip.outputStream, missing }
}

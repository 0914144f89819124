import { createHash } from 'node:crypto'
import { ZipFile } from 'yazl'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { jsonOf, linesOf, streamOf } from './archive-parts'
import { auditPart, manifestPart, pagePart, type Production } from './production'

type Contents = Pick<Production, 'id' | 'parts' | 'requestedAt'>

async function* textOf(files: EncryptedFiles, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of files.read(name)) yield decoder.decode(chunk, { stream: true })
}

/** The files of a production's archive but its manifest, by name; each is made anew whenever it is read, byte for byte the same. */
export function filesOf(files: EncryptedFiles, { id, parts }: Contents): ReadonlyMap<string, () => AsyncGenerator<string>> {
  const of = (module: string) => linesOf({ files, requestId: id, parts }, module)
  return new Map([
    ...modulesWithClients.map((module) => [`${module}.json`, () => jsonOf(of(module))] as const),
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

/** The archive (ZIP), made as it is sent. */
export function productionArchive(files: EncryptedFiles, production: Contents): NodeJS.ReadableStream {
  const zip = new ZipFile()
  const options = { mtime: production.requestedAt }
  zip.addReadStreamLazy('manifest.json', options, (take) => take(null, streamOf(textOf(files, manifestPart(production.id)))))
  for (const [name, read] of filesOf(files, production)) zip.addReadStreamLazy(name, options, (take) => take(null, streamOf(read())))
  zip.end()
  return zip.outputStream
}

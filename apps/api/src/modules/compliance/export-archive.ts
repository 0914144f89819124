import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { ZipFile } from 'yazl'
import { htmlOf, jsonOf, linesOf, streamOf } from './archive-parts'
import type { DataSubjectRequest } from './data-subject-request'

/** One archive (ZIP) of all that every module holds of a client: JSON, a page for a person, and what is in it. It is made as it is sent. */
export function archiveOf(files: EncryptedFiles, { id, reference, requestedAt, removed: records }: DataSubjectRequest): NodeJS.ReadableStream {
  const zip = new ZipFile()
  const options = { mtime: requestedAt }
  const of = (module: string) => linesOf({ files, requestId: id, parts: 1 }, module)
  const head = { title: `All that is held of client ${reference}`, intro: `As of ${requestedAt.toISOString()}. The files beside hold the same as JSON.` }
  const page = () => htmlOf(head, modulesWithClients.map((name) => ({ name, lines: of(name) })))
  zip.addBuffer(Buffer.from(`${JSON.stringify({ client: reference, request: id, asOf: requestedAt, records }, null, 2)}\n`), 'manifest.json', options)
  for (const module of modulesWithClients) zip.addReadStreamLazy(`${module}.json`, options, (take) => take(null, streamOf(jsonOf(of(module)))))
  zip.addReadStreamLazy('index.html', options, (take) => take(null, streamOf(page())))
  zip.end()
  return zip.outputStream
}

import { ZipFile } from 'yazl'
import type { ModuleName } from '../../environment'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { htmlOf } from './archive-page'
import { jsonOf, linesOf, streamOf } from './archive-parts'
import { instantInWords } from './archive-words'
import type { DataSubjectRequest } from './data-subject-request'
import { clientNames, type WordingNow } from './wording'

type Lines = (module: ModuleName) => AsyncIterable<string>

async function* pageOf({ clientId, reference, requestedAt }: DataSubjectRequest, lines: Lines, wordingNow: WordingNow): AsyncGenerator<string> {
  const wording = { ...(await wordingNow()), clients: await clientNames(lines('profiles')) }
  const intro = [
    `All that is held of you, as it stood on ${instantInWords(requestedAt, wording.timeZone)}. Times are those of ${wording.timeZone}.`,
    'The files beside hold the same as JSON, with every number by which a record is known.',
  ]
  yield* htmlOf({ title: `The data of ${wording.clients.get(clientId) ?? reference}`, intro, to: 'CLIENT', modules: modulesWithClients, lines, wording })
}

/** One archive (ZIP) of all that every module holds of a client: JSON, a page for a person, and what is in it. It is made as it is sent. */
export function archiveOf(files: EncryptedFiles, request: DataSubjectRequest, wordingNow: WordingNow): NodeJS.ReadableStream {
  const { id, reference, requestedAt, removed: records } = request
  const zip = new ZipFile()
  const options = { mtime: requestedAt }
  const lines = (module: ModuleName) => linesOf({ files, requestId: id, parts: 1 }, module)
  zip.addBuffer(Buffer.from(`${JSON.stringify({ client: reference, request: id, asOf: requestedAt, records }, null, 2)}\n`), 'manifest.json', options)
  for (const module of modulesWithClients) zip.addReadStreamLazy(`${module}.json`, options, (take) => take(null, streamOf(jsonOf(lines(module)))))
  zip.addReadStreamLazy('index.html', options, (take) => take(null, streamOf(pageOf(request, lines, wordingNow))))
  zip.end()
  return zip.outputStream
}

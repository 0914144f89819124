import { ZipFile } from 'yazl'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { htmlOf } from './archive-page'
import { fileOf, jsonOf, linesBut, lostOf, streamOf, type Lines } from './archive-parts'
import { instantInWords } from './archive-words'
import type { DataSubjectRequest } from './data-subject-request'
import { clientNames, type WordingNow } from './wording'

/** What an archive is made of, as far as it is there. */
interface Contents {
  lines: Lines
  missing: readonly string[]
}

async function* pageOf({ clientId, reference, requestedAt }: DataSubjectRequest, { lines, missing }: Contents, wordingNow: WordingNow): AsyncGenerator<string> {
  const wording = { ...(await wordingNow()), clients: await clientNames(lines('profiles')) }
  const intro = [
    `All that is held of you, as it stood on ${instantInWords(requestedAt, wording.timeZone)}. Times are those of ${wording.timeZone}.`,
    ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}. What belongs there was lost from the server after it was made, and is not in this page either: ask for it anew.`]),
    'The files beside hold the same as JSON, with every number by which a record is known.',
  ]
  yield* htmlOf({ title: `The data of ${wording.clients.get(clientId) ?? reference}`, intro, to: 'CLIENT', modules: modulesWithClients, lines, wording })
}

/**
 * One archive (ZIP) of all that every module holds of a client: JSON, a page for a person, and what is in it. It is made as it is sent.
 * @returns also the files that it should hold and that are lost, which its manifest and its page name.
 */
export async function archiveOf(files: EncryptedFiles, request: DataSubjectRequest, wordingNow: WordingNow): Promise<{ archive: NodeJS.ReadableStream; missing: readonly string[] }> {
  const { id, reference, requestedAt, removed: records } = request
  const zip = new ZipFile()
  const options = { mtime: requestedAt }
  const handedOut = { files, requestId: id, parts: 1 }
  const lost = await lostOf(handedOut, modulesWithClients)
  const lines = linesBut(handedOut, lost)
  const missing = [...lost].map(fileOf)
  const manifest = { client: reference, request: id, asOf: requestedAt, records, ...(missing.length > 0 && { missing }) }
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', options)
  for (const module of modulesWithClients) if (!lost.has(module)) zip.addReadStreamLazy(fileOf(module), options, (take) => take(null, streamOf(jsonOf(lines(module)))))
  zip.addReadStreamLazy('index.html', options, (take) => take(null, streamOf(pageOf(request, { lines, missing }, wordingNow))))
  zip.end()
  return { archive: zip.outputStream, missing }
}

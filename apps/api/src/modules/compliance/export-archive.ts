import { Readable } from 'node:stream'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { exportPart } from '../../platform/privacy/export-when-asked'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { ZipFile } from 'yazl'
import type { DataSubjectRequest } from './data-subject-request'

/** The lines of a part, as text. */
async function* linesOf(files: EncryptedFiles, name: string): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of files.read(name)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** One JSON array of a part's records. */
async function* jsonOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const line of lines) {
    yield `${separator}${line}`
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

function valueOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value !== 'object') return escaped(String(value))
  if (Array.isArray(value)) return value.length === 0 ? '–' : `<ul>${value.map((one) => `<li>${valueOf(one)}</li>`).join('')}</ul>`
  return `<dl>${Object.entries(value).map(([name, inner]) => `<dt>${escaped(name)}</dt><dd>${valueOf(inner)}</dd>`).join('')}</dl>`
}

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#151a22}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}article{border-top:1px solid #d3d9e1;padding:.5rem 0}
dl{display:grid;grid-template-columns:12rem 1fr;gap:0 1rem;margin:0}dt{color:#646e7b}dd{margin:0;overflow-wrap:anywhere}ul{margin:0;padding-left:1rem}`

/** The same for a person to read: a page of its own, with nothing in it that a browser would run or fetch. */
async function* htmlOf(files: EncryptedFiles, { id, reference, requestedAt }: DataSubjectRequest): AsyncGenerator<string> {
  yield `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(reference)}</title><style>${style}</style>
<h1>All that is held of client ${escaped(reference)}</h1><p>As of ${requestedAt.toISOString()}. The files beside hold the same as JSON.</p>`
  for (const module of modulesWithClients) {
    yield `<h2>${module}</h2>`
    for await (const line of linesOf(files, exportPart(id, module))) yield `<article>${valueOf(JSON.parse(line))}</article>\n`
  }
  yield '</html>\n'
}

const streamOf = (texts: AsyncIterable<string>) => Readable.from(texts, { objectMode: false })

/** One archive (ZIP) of all that every module holds of a client: JSON, a page for a person, and what is in it. It is made as it is sent. */
export function archiveOf(files: EncryptedFiles, request: DataSubjectRequest): NodeJS.ReadableStream {
  const zip = new ZipFile()
  const options = { mtime: request.requestedAt }
  const { id, reference, requestedAt, removed: counts } = request
  zip.addBuffer(Buffer.from(`${JSON.stringify({ client: reference, request: id, asOf: requestedAt, records: counts }, null, 2)}\n`), 'manifest.json', options)
  for (const module of modulesWithClients) zip.addReadStreamLazy(`${module}.json`, options, (take) => take(null, streamOf(jsonOf(linesOf(files, exportPart(id, module))))))
  zip.addReadStreamLazy('index.html', options, (take) => take(null, streamOf(htmlOf(files, request))))
  zip.end()
  return zip.outputStream
}

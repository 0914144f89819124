import { Readable } from 'node:stream'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { handedOutPart } from '../../platform/privacy/hand-out-when-asked'

/** What modules handed out for a request, in its parts. */
export interface HandedOut {
  files: EncryptedFiles
  requestId: string
  parts: number
}

/** The lines that a module handed out, as text: a record of JSON each. */
export async function* linesOf({ files, requestId, parts }: HandedOut, module: string): AsyncGenerator<string> {
  for (let part = 1; part <= parts; part += 1) {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of files.read(handedOutPart(requestId, part, module))) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  }
}

/** One JSON array of records. */
export async function* jsonOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
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

/** Records for a person to read: a page of its own, with nothing in it that a browser would run or fetch. */
export async function* htmlOf({ title, intro }: { title: string; intro: string }, chapters: readonly { name: string; lines: AsyncIterable<string> }[]): AsyncGenerator<string> {
  yield `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style>
<h1>${escaped(title)}</h1><p>${escaped(intro)}</p>`
  for (const { name, lines } of chapters) {
    yield `<h2>${escaped(name)}</h2>`
    for await (const line of lines) yield `<article>${valueOf(JSON.parse(line))}</article>\n`
  }
  yield '</html>\n'
}

export const streamOf = (texts: AsyncIterable<string>) => Readable.from(texts, { objectMode: false })

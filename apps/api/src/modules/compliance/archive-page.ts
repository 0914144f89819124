import type { ModuleName } from '../../environment'
import type { HandedTo } from '../../platform/privacy/personal-data'
import { chaptersFor } from './archive-chapters'
import { entryOf, type Entry } from './archive-entries'
import { clientOf, kindOf, type Lines } from './archive-parts'
import type { HeldJson, Row, Value, Wording } from './archive-words'

/** What a page is made of. */
export interface Page {
  title: string
  /** What it is, a sentence each. */
  intro: readonly string[]
  to: HandedTo
  modules: readonly ModuleName[]
  /** What a module handed out, a line a record. */
  lines: Lines
  wording: Wording
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const isRows = (value: Exclude<Value, string>): value is readonly Row[] => typeof value[0] === 'object'

const valueHtml = (value: Value): string => {
  if (typeof value === 'string') return escaped(value)
  return isRows(value) ? rowsHtml(value) : `<ul>${value.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`
}
const rowsHtml = (rows: readonly Row[]): string => (rows.length === 0 ? '' : `<dl>${rows.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${valueHtml(value)}</dd>`).join('')}</dl>`)

function entryHtml({ heading, when, by, said, rows }: Entry): string {
  const below = [when, by].filter((one) => one !== null).join(' · ')
  return `<article><h4>${escaped(heading)}</h4>${below === '' ? '' : `<p class="when">${escaped(below)}</p>`}${said.map((text) => `<p class="said">${escaped(text)}</p>`).join('')}${rowsHtml(rows)}</article>\n`
}

const style = `:root{color-scheme:light}body{font:15px/1.5 system-ui,sans-serif;max-width:56rem;margin:2.5rem auto;padding:0 1.25rem;color:#151a22;background:#fff}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2.5rem 0 .5rem;padding-bottom:.25rem;border-bottom:2px solid #151a22}h3{font-size:1rem;margin:1.5rem 0 .25rem}
h4{font-size:1rem;margin:0;overflow-wrap:anywhere}p{margin:0 0 .25rem}article{border-top:1px solid #d3d9e1;padding:.75rem 0}h2+article,h3+article{border-top:0}
.when,dt{color:#5a6472}.said{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}
dl{display:grid;grid-template-columns:minmax(6rem,11rem) 1fr;gap:.125rem 1rem;margin:.25rem 0 0}dd{margin:0;overflow-wrap:anywhere}dd>dl{margin:0}ul{margin:0;padding-left:1.1rem}
@media(max-width:36rem){dl{grid-template-columns:minmax(5rem,8rem) 1fr}dd>dl{display:block}}
@page{margin:18mm}@media print{body{font-size:10.5pt;max-width:none;margin:0;padding:0}article,h2,h3{break-inside:avoid}h2,h3,h4{break-after:avoid}}`

/** Nothing that a browser would run or fetch; and it may not, whatever stands in it. */
const head = (title: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head><body>`

/** A page for a person to read: chapters as one looks for them, each only where something stands in it. Made as it is read, a record at a time. */
export async function* htmlOf({ title, intro, to, modules, lines, wording }: Page): AsyncGenerator<string> {
  yield `${head(title)}<h1>${escaped(title)}</h1>${intro.map((sentence) => `<p>${escaped(sentence)}</p>`).join('')}\n`
  for (const { title: chapter, modules: from, takes, part } of chaptersFor(to, modules)) {
    let opened = `<h2>${escaped(chapter)}</h2>\n`
    for (const module of from) {
      let client = ''
      for await (const line of lines(module)) {
        if (!takes(kindOf(line))) continue
        const told = part(JSON.parse(line) as HeldJson)
        const entry = told === null ? null : entryOf(told, wording)
        if (entry === null) continue
        const named = to === 'AUTHORITY' && clientOf(line) !== client ? `<h3>${escaped(wording.clients.get(clientOf(line)) ?? '')}</h3>\n` : ''
        client = clientOf(line)
        yield `${opened}${named}${entryHtml(entry)}`
        opened = ''
      }
    }
  }
  yield '</body></html>\n'
}

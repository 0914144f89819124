import { Readable } from 'node:stream'
import type { ModuleName } from '../../environment'
import { DomainError } from '../../platform/errors/domain-error'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { handedOutPart } from '../../platform/privacy/hand-out-when-asked'

/**
 * The form of the archives that are asked for now: which files they are made of, and how a line in them begins. Whoever changes either makes it one more, so that none
 * of before breaks off while it is sent.
 */
export const archiveForm = 2

/** @throws {DomainError} GONE where an archive was asked for in another form. */
export function requireForm(what: string, { form }: { form: number }): void {
  if (form !== archiveForm) throw new DomainError('GONE', `This ${what} is of an earlier version of the product; make it anew`)
}

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

/** The file of an archive in which a module's records are. */
export const fileOf = (module: ModuleName) => `${module}.json`

/** The modules of whose parts one is not on the disk any more: what they handed out is told as missing, and all else is sent. */
export async function lostOf({ files, requestId, parts }: HandedOut, modules: readonly ModuleName[]): Promise<ReadonlySet<ModuleName>> {
  const lost = new Set<ModuleName>()
  for (const module of modules) for (let part = 1; part <= parts; part += 1) if (!(await files.has(handedOutPart(requestId, part, module)))) lost.add(module)
  return lost
}

/** The lines of a module; none where they are lost. */
export type Lines = (module: ModuleName) => AsyncIterable<string>

export const linesBut = (handedOut: HandedOut, lost: ReadonlySet<ModuleName>): Lines => (module) => (lost.has(module) ? nothing() : linesOf(handedOut, module))

async function* nothing(): AsyncGenerator<string> {
  // Of what is lost there is not one line.
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

// Each line begins with its client's id and its kind, as they are handed out.
const idStart = '{"clientId":"'.length
const kindStart = idStart + 36 + '","recordKind":"'.length

/** The client of a line, without reading all of it. */
export const clientOf = (line: string): string => line.slice(idStart, idStart + 36)
/** What a line is, without reading all of it. */
export const kindOf = (line: string): string => line.slice(kindStart, line.indexOf('"', kindStart))

export const streamOf = (texts: AsyncIterable<string>) => Readable.from(texts, { objectMode: false })

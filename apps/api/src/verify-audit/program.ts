import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readCheckpoints, type CheckpointFile } from './checkpoints'
import { endOfExport, lastAsked, type ExportEnd } from './export-end'
import { logAt, logInFile } from './read-log'
import { verifyLog, type Verdict } from './verify'

export const usage = `npm run cli -- verify-audit --checkpoints FILE [--log FILE [--up-to END]] [--public-key FILE]
  --checkpoints  the checkpoints as they left the machine: a line of JSON each
  --log          a log that was exported whole as JSONL; where left out, the one in DATABASE_URL
  --up-to        how far that export has to go: the instant at which it was asked for (2026-11-01T09:00:00Z), or an entry's number
  --public-key   the key that must have signed (PEM, or SPKI in base64); where left out, the first checkpoint's`

/** What is asked for cannot be done; the message says why. */
export class UsageError extends Error {}

const keyOf = (text: string): string => text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')

interface Outcome {
  file: CheckpointFile
  verdict: Verdict
  end: ExportEnd
}

function sentences({ file, verdict, end }: Outcome): string[] {
  const { entries, vouchedTo } = verdict
  const last = file.checkpoints.at(-1)
  return [
    ...file.unreadable.map((line) => `Line ${line} of the checkpoints cannot be read, and is passed over.`),
    ...file.faults.map((sentence) => `The checkpoints are broken in ${sentence}.`),
    end.fault === null
      ? `${entries} entries follow from one another.`
      : `Entry ${end.fault.number}${end.fault.id === null ? '' : ` (${end.fault.id})`} is the first that is broken: ${end.fault.reason}.`,
    last === undefined
      ? 'No checkpoint vouches for them: a log that was written anew would look the same.'
      : `${file.checkpoints.length} checkpoints, signed with the key ${file.keyFingerprint?.slice(0, 16)}…, vouch for the entries up to ${vouchedTo}, as of ${last.at}.`,
    ...(end.isOpen ? sentencesOfOpenEnd(file, entries) : []),
  ]
}

function sentencesOfOpenEnd({ checkpoints }: CheckpointFile, entries: number): string[] {
  const [held, next] = [checkpoints.findLast(({ number }) => number <= entries), checkpoints.find(({ number }) => number > entries)]
  return [
    `The export ends with entry ${entries}${held === undefined ? '' : `, after checkpoint ${held.sequence} of ${held.at}`}; checkpoint ${next?.sequence} of ${next?.at} and later ones vouch for entries that are not in it.`,
    'One that was cut off looks the same. Say with --up-to when it was asked for: then it has to hold all that was vouched for by that instant.',
  ]
}

function lastEntryAsked(upTo: string | undefined, { checkpoints }: CheckpointFile): number | null {
  if (upTo === undefined) return null
  const number = lastAsked(upTo, checkpoints)
  if (number === null) throw new UsageError('--up-to is neither an entry’s number nor an instant by which a checkpoint was signed.')
  return number
}

/** Whether all is whole; null where it is as far as it goes, and nobody said how far it has to go. */
const isIntact = ({ file, end }: Outcome): boolean | null => {
  if (end.fault !== null || file.faults.length > 0 || file.checkpoints.length === 0) return false
  return end.isOpen ? null : true
}

/** Verifies as the arguments say, and tells it line by line. @returns the exit code: 0 where all is whole, 1 where not, 3 where an export may be cut off. @throws {UsageError} */
export async function run(args: string[], databaseUrl: string | undefined, tell: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args, options: { checkpoints: { type: 'string' }, log: { type: 'string' }, 'up-to': { type: 'string' }, 'public-key': { type: 'string' } } })
  if (values.checkpoints === undefined) throw new UsageError(usage)
  if (values.log === undefined && databaseUrl === undefined) throw new UsageError(`Neither --log nor DATABASE_URL says where the log is.\n${usage}`)
  if (values.log === undefined && values['up-to'] !== undefined) throw new UsageError('--up-to is of an export: the log in a database has to be whole.')
  const pinned = values['public-key'] === undefined ? undefined : keyOf(await readFile(values['public-key'], 'utf8'))
  const file = readCheckpoints(await readFile(values.checkpoints, 'utf8'), pinned)
  const upTo = lastEntryAsked(values['up-to'], file)
  const verdict = await verifyLog(values.log === undefined ? logAt(databaseUrl ?? '') : logInFile(values.log), file.checkpoints)
  const end = values.log === undefined ? { fault: verdict.fault, isOpen: false } : endOfExport(verdict, upTo)
  const outcome = { file, verdict, end }
  const intact = isIntact(outcome)
  for (const line of sentences(outcome)) tell(line)
  tell(JSON.stringify({ intact, entries: verdict.entries, checkpoints: file.checkpoints.length, vouchedTo: verdict.vouchedTo, firstBroken: end.fault, checkpointFaults: file.faults }))
  if (intact === null) return 3
  return intact ? 0 : 1
}

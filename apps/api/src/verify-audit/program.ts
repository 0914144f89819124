import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readCheckpoints, withCarried, type CheckpointFile } from './checkpoints'
import { endOfExport, lastAsked, type ExportEnd } from './export-end'
import { checkpointInFile, logAt, logInFile } from './read-log'
import { sha256 } from './record'
import { verifyLog, type Verdict } from './verify'

export const usage = `npm run cli -- verify-audit --checkpoints FILE [--log FILE [--up-to END]] [--public-key FILE]
npm run cli -- verify-audit --log FILE --public-key FILE [--up-to NUMBER]
  --checkpoints  the checkpoints as they left the machine: a line of JSON each; where left out, the one that the export carries
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
      : `${file.checkpoints.length} checkpoints, signed with the key ${sha256(Buffer.from(file.key ?? '', 'base64')).slice(0, 16)}…, vouch for the entries up to ${vouchedTo}, as of ${last.at}.`,
    ...sentencesOfEnd({ file, verdict, end }),
  ]
}

function sentencesOfEnd({ file, verdict: { entries }, end }: Outcome): string[] {
  if (end.isOpen) return sentencesOfOpenEnd(file, entries)
  if (file.carried === null || end.fault !== null) return []
  return [`The export carries checkpoint ${file.carried.sequence} of ${file.carried.at}, and holds all that was on record by then. One that was asked for later was cut off, or nothing was put on record in between.`]
}

function sentencesOfOpenEnd({ checkpoints }: CheckpointFile, entries: number): string[] {
  const [held, next] = [checkpoints.findLast(({ number }) => number <= entries), checkpoints.find(({ number }) => number > entries)]
  return [
    `The export ends with entry ${entries}${held === undefined ? '' : `, after checkpoint ${held.sequence} of ${held.at}`}; checkpoint ${next?.sequence} of ${next?.at} and later ones vouch for entries that are not in it.`,
    'One that was cut off looks the same. Say with --up-to when it was asked for: then it has to hold all that was vouched for by that instant.',
  ]
}

/** How far an export has to go: as far as was asked for, or else to the checkpoint that it carries. @param hasAll all checkpoints are there that left, so that an instant can be told. */
function lastEntryAsked(upTo: string | undefined, { checkpoints, carried }: CheckpointFile, hasAll: boolean): number | null {
  if (upTo === undefined) return carried?.number ?? null
  const number = hasAll || /^\d+$/.test(upTo) ? lastAsked(upTo, checkpoints) : null
  if (number === null) throw new UsageError(`--up-to is neither an entry’s number nor an instant by which a checkpoint was signed${hasAll ? '' : ' (of which --checkpoints tells)'}.`)
  return number
}

/** The checkpoints that are held against the log: those that left, and the one that an export carries. */
async function checkpointsFor({ checkpoints, log, pinned }: { checkpoints: string | undefined; log: string | undefined; pinned: string | undefined }): Promise<CheckpointFile> {
  const file = readCheckpoints(checkpoints === undefined ? '' : await readFile(checkpoints, 'utf8'), pinned)
  const carried = log === undefined ? null : await checkpointInFile(log)
  if (checkpoints === undefined && carried === null) throw new UsageError('The export carries no checkpoint: it was cut off, or filtered, or made by an earlier version. Say with --checkpoints what vouches for it.')
  return carried === null ? file : withCarried(file, carried)
}

/** Whether all is whole; null where it is as far as it goes, and nobody said how far it has to go. */
const isIntact = ({ file, end }: Outcome): boolean | null => {
  if (end.fault !== null || file.faults.length > 0 || file.checkpoints.length === 0) return false
  return end.isOpen ? null : true
}

/** Verifies as the arguments say, and tells it line by line. @returns the exit code: 0 where all is whole, 1 where not, 3 where an export may be cut off. @throws {UsageError} */
export async function run(args: string[], databaseUrl: string | undefined, tell: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args, options: { checkpoints: { type: 'string' }, log: { type: 'string' }, 'up-to': { type: 'string' }, 'public-key': { type: 'string' } } })
  if (values.checkpoints === undefined && values.log === undefined) throw new UsageError(usage)
  if (values.checkpoints === undefined && values['public-key'] === undefined) throw new UsageError('Whoever writes a log can sign it: say with --public-key whose signature has to stand under the checkpoint that the export carries.')
  if (values.log === undefined && databaseUrl === undefined) throw new UsageError(`Neither --log nor DATABASE_URL says where the log is.\n${usage}`)
  if (values.log === undefined && values['up-to'] !== undefined) throw new UsageError('--up-to is of an export: the log in a database has to be whole.')
  const pinned = values['public-key'] === undefined ? undefined : keyOf(await readFile(values['public-key'], 'utf8'))
  const file = await checkpointsFor({ checkpoints: values.checkpoints, log: values.log, pinned })
  const upTo = lastEntryAsked(values['up-to'], file, values.checkpoints !== undefined)
  const verdict = await verifyLog(values.log === undefined ? logAt(databaseUrl ?? '') : logInFile(values.log), file.checkpoints)
  const end = values.log === undefined ? { fault: verdict.fault, isOpen: false } : endOfExport(verdict, upTo)
  const outcome = { file, verdict, end }
  const intact = isIntact(outcome)
  for (const line of sentences(outcome)) tell(line)
  tell(JSON.stringify({ intact, entries: verdict.entries, checkpoints: file.checkpoints.length, vouchedTo: verdict.vouchedTo, carried: file.carried?.at ?? null, firstBroken: end.fault, checkpointFaults: file.faults }))
  if (intact === null) return 3
  return intact ? 0 : 1
}

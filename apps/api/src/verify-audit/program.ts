import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readCheckpoints, type CheckpointFile } from './checkpoints'
import { logAt, logInFile } from './read-log'
import { verifyLog, type Verdict } from './verify'

export const usage = `npm run cli -- verify-audit --checkpoints FILE [--log FILE] [--public-key FILE]
  --checkpoints  the checkpoints as they left the machine: a line of JSON each
  --log          a log that was exported whole as JSONL; where left out, the one in DATABASE_URL
  --public-key   the key that must have signed (PEM, or SPKI in base64); where left out, the first checkpoint's`

/** What is asked for cannot be done; the message says why. */
export class UsageError extends Error {}

const keyOf = (text: string): string => text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')

interface Outcome {
  file: CheckpointFile
  verdict: Verdict
}

function sentences({ file, verdict }: Outcome): string[] {
  const { fault, entries, vouchedTo } = verdict
  const last = file.checkpoints.at(-1)
  return [
    ...file.unreadable.map((line) => `Line ${line} of the checkpoints cannot be read, and is passed over.`),
    ...file.faults.map((sentence) => `The checkpoints are broken in ${sentence}.`),
    fault === null
      ? `${entries} entries follow from one another.`
      : `Entry ${fault.number}${fault.id === null ? '' : ` (${fault.id})`} is the first that is broken: ${fault.reason}.`,
    last === undefined
      ? 'No checkpoint vouches for them: a log that was written anew would look the same.'
      : `${file.checkpoints.length} checkpoints, signed with the key ${file.keyFingerprint?.slice(0, 16)}…, vouch for the entries up to ${vouchedTo}, as of ${last.at}.`,
  ]
}

/** Verifies as the arguments say, and tells it line by line. @returns the exit code: 0 where all is whole, 1 where not. @throws {UsageError} */
export async function run(args: string[], databaseUrl: string | undefined, tell: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args, options: { checkpoints: { type: 'string' }, log: { type: 'string' }, 'public-key': { type: 'string' } } })
  if (values.checkpoints === undefined) throw new UsageError(usage)
  if (values.log === undefined && databaseUrl === undefined) throw new UsageError(`Neither --log nor DATABASE_URL says where the log is.\n${usage}`)
  const pinned = values['public-key'] === undefined ? undefined : keyOf(await readFile(values['public-key'], 'utf8'))
  const file = readCheckpoints(await readFile(values.checkpoints, 'utf8'), pinned)
  const log = values.log === undefined ? logAt(databaseUrl ?? '') : logInFile(values.log)
  const verdict = await verifyLog(log, file.checkpoints)
  const intact = verdict.fault === null && file.faults.length === 0 && file.checkpoints.length > 0
  for (const line of sentences({ file, verdict })) tell(line)
  tell(JSON.stringify({ intact, entries: verdict.entries, checkpoints: file.checkpoints.length, vouchedTo: verdict.vouchedTo, firstBroken: verdict.fault, checkpointFaults: file.faults }))
  return intact ? 0 : 1
}

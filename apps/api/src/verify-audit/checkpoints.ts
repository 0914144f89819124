import { createPublicKey, verify } from 'node:crypto'
import { canonicalJson, type Json } from './canonical'
import { sha256, zeros } from './record'

/** A signed statement that the log ended, at an instant, with a certain entry. */
export interface Checkpoint {
  sequence: number
  at: string
  /** The number and the hash of the last entry. */
  number: number
  hash: string
  /** The first four bytes of the hash of each entry since the checkpoint before. */
  marks: Buffer
}

/** What a file of checkpoints is worth. */
export interface CheckpointFile {
  checkpoints: Checkpoint[]
  /** What is wrong with it, a sentence each; then nothing that it says can be relied on from there on. */
  faults: string[]
  /** Lines that cannot be read, such as one whose writing was cut off; what they would have said must stand in another. */
  unreadable: number[]
  /** The public key that signed, or must have (SPKI, base64); null where nothing says. */
  key: string | null
  /** The one that an export carries. */
  carried: Checkpoint | null
}

const markBytes = 4

function parsed(line: string): Record<string, Json> | null {
  try {
    const value = JSON.parse(line) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : null
  } catch {
    return null
  }
}

function isSigned({ signature, ...body }: Record<string, Json>): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(String(body['key']), 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(canonicalJson(body)), key, Buffer.from(String(signature), 'base64'))
  } catch {
    return false
  }
}

const checkpointOf = (body: Record<string, Json>): Checkpoint => ({
  sequence: Number(body['sequence']), at: String(body['at']), number: Number(body['number']), hash: String(body['hash']), marks: Buffer.from(String(body['marks']), 'base64'),
})

/** A checkpoint as it was read. */
interface Read {
  line: string
  checkpoint: Checkpoint
}

/** What is wrong with a checkpoint after the one before it; null where it follows. */
function faultOf(body: Record<string, Json>, before: Read | null, key: string): string | null {
  const { sequence, number, marks } = checkpointOf(body)
  if (body['key'] !== key) return `checkpoint ${sequence} is signed with another key`
  if (!isSigned(body)) return `the signature of checkpoint ${sequence} is not right`
  if (before === null) return sequence === 1 && body['previous'] !== zeros ? `checkpoint ${sequence} names another before it, and is the first` : null
  if (sequence !== before.checkpoint.sequence + 1) return `checkpoints ${before.checkpoint.sequence + 1} to ${sequence - 1} are missing`
  if (body['previous'] !== sha256(before.line)) return `checkpoint ${sequence} follows another than checkpoint ${before.checkpoint.sequence} of this file: the log was signed anew`
  if (marks.length !== markBytes * (number - before.checkpoint.number)) return `checkpoint ${sequence} vouches for other entries than those since the one before`
  return null
}

/**
 * Reads a file of checkpoints, a line each, as a sink received them.
 * @param pinned the public key that must have signed (SPKI, base64); where left out, the first line's.
 */
export function readCheckpoints(text: string, pinned?: string): CheckpointFile {
  const file: CheckpointFile = { checkpoints: [], faults: [], unreadable: [], key: pinned ?? null, carried: null }
  let before = null as Read | null
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line === before?.line) continue
    const body = parsed(line)
    if (body === null) {
      file.unreadable.push(index + 1)
      continue
    }
    file.key ??= String(body['key'])
    const fault = faultOf(body, before, file.key)
    if (fault !== null) {
      file.faults.push(`line ${index + 1}: ${fault}`)
      break
    }
    before = { line, checkpoint: checkpointOf(body) }
    file.checkpoints.push(before.checkpoint)
  }
  return file
}

/**
 * A file of checkpoints, and the one that an export carries: where the file has that one as well, both have to be the same.
 * @param line as it was signed.
 */
export function withCarried(file: CheckpointFile, line: string): CheckpointFile {
  const body = parsed(line)
  const broken = (fault: string): CheckpointFile => ({ ...file, faults: [...file.faults, `the export: ${fault}`] })
  if (body === null) return broken('its checkpoint cannot be read')
  const key = file.key ?? String(body['key'])
  const fault = faultOf(body, null, key)
  if (fault !== null) return broken(fault)
  const carried = checkpointOf(body)
  const known = file.checkpoints.find(({ sequence }) => sequence === carried.sequence)
  if (known !== undefined && (known.number !== carried.number || known.hash !== carried.hash || known.at !== carried.at)) return broken(`checkpoint ${carried.sequence} is another than the one that left: the log was signed anew`)
  const isLater = carried.sequence > (file.checkpoints.at(-1)?.sequence ?? 0)
  return { ...file, key, carried, checkpoints: isLater ? [...file.checkpoints, carried] : file.checkpoints }
}

/** What checkpoints say of entries, asked for in the order of their numbers. */
export class Vouchers {
  private index = 0

  constructor(private readonly checkpoints: readonly Checkpoint[]) {}

  /** The last entry that is vouched for; 0 for none. */
  get last(): Checkpoint | null {
    return this.checkpoints.at(-1) ?? null
  }

  /** Whether a hash is the one that was vouched for at this number; true where nothing is said of it. */
  agrees(number: number, hash: string): boolean {
    while ((this.checkpoints[this.index]?.number ?? Infinity) < number) this.index += 1
    const checkpoint = this.checkpoints[this.index]
    if (checkpoint === undefined) return true
    if (number === checkpoint.number) return hash === checkpoint.hash
    const first = checkpoint.number - checkpoint.marks.length / markBytes + 1
    if (number < first) return true
    const at = (number - first) * markBytes
    return checkpoint.marks.subarray(at, at + markBytes).equals(Buffer.from(hash, 'hex').subarray(0, markBytes))
  }
}

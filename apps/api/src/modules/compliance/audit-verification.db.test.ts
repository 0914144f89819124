import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { run } from '../../verify-audit/program'

let folder: string
let receiver: Server
let received = ''
let isAway = true
let app: App
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brokersync-checkpoints-'))
  file = join(folder, 'elsewhere', 'checkpoints.jsonl')
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (!isAway) received += Buffer.concat(chunks).toString()
    response.writeHead(isAway ? 503 : 204).end()
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/checkpoints`
  app = await startApp({ modules: ['access', 'profiles', 'compliance'], variables: { AUDIT_CHECKPOINTS_FILE: file, AUDIT_CHECKPOINTS_WEBHOOK: webhook } })
})
afterAll(async () => {
  await app.stop()
  receiver.close()
  await rm(folder, { recursive: true, force: true })
})

const create = (displayName: string) => app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } })
const linesOf = (text: string) => text.split('\n').filter(Boolean)
const lines = async () => linesOf(await readFile(file, 'utf8').catch(() => ''))
const lastNumber = async () => (JSON.parse((await lines()).at(-1) ?? '{"number":0}') as { number: number }).number

/** Waits until a checkpoint vouches for all that was put on record so far. */
async function whenVouched(): Promise<number> {
  await whenChained(app)
  const [head] = await app.runtime.database.query<{ number: number }>('SELECT number FROM compliance.audit_head')
  await expect.poll(lastNumber, { timeout: 20_000, interval: 100 }).toBeGreaterThanOrEqual(head?.number ?? 0)
  return head?.number ?? 0
}

async function verify(...args: string[]): Promise<{ code: number; told: Record<string, unknown>; sentences: string }> {
  const said: string[] = []
  const code = await run(['--checkpoints', file, ...args], app.databaseUrl, (line) => said.push(line))
  return { code, told: JSON.parse(said.pop() ?? '{}') as Record<string, unknown>, sentences: said.join('\n') }
}

async function stores(): Promise<{ name: string; ready: boolean; failing?: boolean; detail?: string }[]> {
  const { stores: told } = (await (await fetch(`${app.served.address}/ready`)).json()) as { stores: { name: string; ready: boolean; failing?: boolean; detail?: string }[] }
  return told
}

test('checkpoints leave the database every few seconds, signed, each naming the one before', async () => {
  await create('Ada')
  const number = await whenVouched()
  await create('Bea')
  await whenVouched()
  const sequences = (await lines()).map((line) => (JSON.parse(line) as { sequence: number }).sequence)

  expect(sequences.length).toBeGreaterThanOrEqual(2)
  expect(sequences).toEqual(sequences.map((_, index) => index + 1))
  expect(await verify()).toMatchObject({ code: 0, told: { intact: true, firstBroken: null } })
  expect(number).toBeGreaterThan(0)
  expect(((await stat(join(app.environment.DATA_DIR, 'keys', 'audit-signing-key'))).mode & 0o777).toString(8)).toBe('600')
})

test('a sink that fails is told of, and gets all that it missed once it is back', async () => {
  await expect.poll(async () => (await stores()).find(({ name }) => name === 'audit checkpoints to webhook'), { timeout: 10_000 }).toMatchObject({
    ready: true, failing: true, detail: expect.stringMatching(/^failing since .*: the address answered 503/),
  })
  isAway = false
  await expect.poll(() => linesOf(received), { timeout: 30_000, interval: 200 }).toEqual(await lines())
  expect((await stores()).find(({ name }) => name === 'audit checkpoints to webhook')?.failing).toBeUndefined()
})

/** Puts another value into an entry. @returns how to put the old one back. */
async function alter(number: number, column: 'credential' | 'action'): Promise<() => Promise<unknown>> {
  const { database } = app.runtime
  const [row] = await database.query<{ old: string }>(`SELECT ${column} AS old FROM compliance.audit_entry WHERE number = $1`, [number])
  const put = (value: string | undefined) => database.query(`UPDATE compliance.audit_entry SET ${column} = $2 WHERE number = $1`, [number, value])
  await put('forged')
  return () => put(row?.old)
}

test('an entry that was altered is named', async () => {
  await whenVouched()
  const undo = await alter(3, 'credential')
  const [entry] = await app.runtime.database.query<{ id: string }>('SELECT id FROM compliance.audit_entry WHERE number = 3')

  expect(await verify()).toMatchObject({ code: 1, told: { intact: false, firstBroken: { number: 3, id: entry?.id, reason: 'its content is not what was hashed' } } })
  await undo()
  expect(await verify()).toMatchObject({ code: 0 })
})

test('what was altered before its checkpoint is not signed', async () => {
  await create('Cleo')
  await whenVouched()
  // Within the seconds till the next checkpoint.
  await create('Dora')
  await whenChained(app)
  const number = (await lastNumber()) + 1
  const undo = await alter(number, 'action')
  const signing = async () => (await stores()).find(({ name }) => name === 'audit checkpoints')

  await expect.poll(signing, { timeout: 10_000 }).toMatchObject({ failing: true, detail: expect.stringContaining(`broken at entry ${number}`) })
  await undo()
  expect(await whenVouched()).toBeGreaterThanOrEqual(number)
})

/** The whole log as the product exports it: entries, and the checkpoint that vouches for them. */
async function exportedLines(): Promise<{ entries: string[]; checkpoint: string }> {
  const answer = await app.send('mutation { exportAudit(input: { format: JSONL }) { url } }', {})
  const { exportAudit } = answer.data as unknown as { exportAudit: { url: string } }
  const entries = linesOf(await (await fetch(exportAudit.url)).text())
  return { checkpoint: entries.pop() ?? '', entries }
}

async function written(name: string, linesToWrite: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, linesToWrite.map((line) => `${line}\n`).join(''))
  return path
}

/** One that carries no checkpoint, as earlier versions made them. */
const exported = async (name: string, keep = Infinity) => written(name, (await exportedLines()).entries.slice(0, keep))

test('an export is not called cut off for what came after it, and is where it lacks what was vouched for when it was asked for', async () => {
  await create('Edi')
  const number = await whenVouched()
  const asked = new Date().toISOString()
  const [whole, cut] = [await exported('whole.jsonl'), await exported('cut.jsonl', number - 1)]
  await create('Fay')
  await whenVouched()

  const open = await verify('--log', whole)
  expect(open).toMatchObject({ code: 3, told: { intact: null, firstBroken: null } })
  expect(open.sentences).toMatch(/The export ends with entry \d+, after checkpoint \d+ of .*; checkpoint \d+ of .* and later ones vouch for entries that are not in it\./)
  expect(await verify('--log', whole, '--up-to', asked)).toMatchObject({ code: 0, told: { intact: true } })
  expect(await verify('--log', whole, '--up-to', String(number))).toMatchObject({ code: 0 })

  const off = { code: 1, told: { intact: false, firstBroken: { number, reason: 'it is missing: the log was cut off before it' } } }
  expect((await verify('--log', cut)).code).toBe(3)
  expect(await verify('--log', cut, '--up-to', asked)).toMatchObject(off)
  expect(await verify('--log', cut, '--up-to', String(number))).toMatchObject(off)
  await expect(verify('--log', cut, '--up-to', 'yesterday')).rejects.toThrow('--up-to is neither')
  await expect(verify('--up-to', asked)).rejects.toThrow('--up-to is of an export')
})

test('an export carries the checkpoint that vouches for it, so that it is verified by itself and the public key', async () => {
  await create('Gus')
  const number = await whenVouched()
  const { entries, checkpoint } = await exportedLines()
  const signed = (JSON.parse(checkpoint) as { checkpoint: { number: number; at: string; key: string } }).checkpoint
  expect(signed.number).toBeGreaterThanOrEqual(number)
  const [whole, cut, altered] = await Promise.all([
    written('carrying.jsonl', [...entries, checkpoint]), written('carrying-cut.jsonl', [...entries.slice(0, signed.number - 1), checkpoint]),
    written('carrying-altered.jsonl', [...entries, checkpoint.replace(/"number":\d+/, '"number":1')]),
  ])
  const [key, other] = [await written('key.txt', [signed.key]), await written('other-key.txt', [signed.key.replace(/.$/, 'A')])]
  const alone = async (path: string, ...args: string[]) => {
    const said: string[] = []
    const code = await run(['--log', path, ...args], undefined, (line) => said.push(line))
    return { code, told: JSON.parse(said.pop() ?? '{}') as Record<string, unknown>, sentences: said.join('\n') }
  }

  const held = await alone(whole, '--public-key', key)
  expect(held).toMatchObject({ code: 0, told: { intact: true, checkpoints: 1, vouchedTo: signed.number, carried: signed.at } })
  expect(held.sentences).toContain(`of ${signed.at}, and holds all that was on record by then.`)
  expect(await alone(cut, '--public-key', key)).toMatchObject({ code: 1, told: { firstBroken: { number: signed.number, reason: 'it is missing: the log was cut off before it' } } })
  expect(await alone(altered, '--public-key', key)).toMatchObject({ code: 1, told: { checkpointFaults: [expect.stringMatching(/^the export: the signature of checkpoint \d+ is not right$/)] } })
  expect(await alone(whole, '--public-key', other)).toMatchObject({ code: 1, told: { checkpointFaults: [expect.stringMatching(/is signed with another key$/)] } })
  expect(await alone(whole, '--public-key', key, '--up-to', String(entries.length + 1))).toMatchObject({ code: 1 })
  await expect(alone(whole)).rejects.toThrow('--public-key')
  await expect(alone(whole, '--public-key', key, '--up-to', signed.at)).rejects.toThrow('of which --checkpoints tells')
  await expect(alone(await written('bare.jsonl', entries), '--public-key', key)).rejects.toThrow('carries no checkpoint')
  await expect(alone(await written('longer.jsonl', [...entries, checkpoint, entries.at(-1) ?? '']), '--public-key', key)).rejects.toThrow('carries no checkpoint')

  // Held against those that left, it has to be one of them.
  await create('Hal')
  await whenVouched()
  expect(await verify('--log', whole)).toMatchObject({ code: 0, told: { carried: signed.at } })
  expect(await verify('--log', cut)).toMatchObject({ code: 1 })
  const earlier = await written('earlier-checkpoints.jsonl', (await lines()).slice(0, 1))
  const said: string[] = []
  expect(await run(['--log', whole, '--checkpoints', earlier], undefined, (line) => said.push(line))).toBe(0)
})

test('a log that was cut off is found by the checkpoints that left', async () => {
  const { database } = app.runtime
  const number = await whenVouched()
  await database.query('DELETE FROM compliance.audit_client WHERE number > $1', [number - 2])
  await database.query('DELETE FROM compliance.audit_entry WHERE number > $1', [number - 2])
  expect(await verify()).toMatchObject({ code: 1, told: { firstBroken: { number: number - 1, reason: 'it is missing: the log was cut off before it' } } })
})

test('without checkpoints nothing is vouched for', async () => {
  const empty = join(folder, 'empty.jsonl')
  await writeFile(empty, '')
  const said: string[] = []
  expect(await run(['--checkpoints', empty], app.databaseUrl, (line) => said.push(line))).toBe(1)
  expect(said.join('\n')).toContain('No checkpoint vouches for them')
})

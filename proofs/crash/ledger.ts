import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'

/** What the product has acknowledged. */
export type Entry =
  | { what: 'client'; clientId: string; name: string }
  | { what: 'change'; clientId: string; version: number; name: string }
  | { what: 'tag'; clientId: string; tag: string }
  | { what: 'interaction'; clientId: string; id: string; category: string; occurredAt: string; word: string }

/** The outside ledger: a file written by a process that is never killed. */
export interface Ledger {
  /** Resolves when the entry is on the disk. */
  write(entry: Entry): Promise<void>
  /** All that was written so far, in its order. */
  read(): Entry[]
  close(): Promise<void>
}

export function openLedger(file: string): Ledger {
  writeFileSync(file, '')
  const child = fork(new URL('ledger-program.ts', import.meta.url), [file])
  const waiting = new Map<number, () => void>()
  let last = 0
  child.on('message', (ids: number[]) => {
    for (const id of ids) waiting.get(id)?.()
    for (const id of ids) waiting.delete(id)
  })
  return {
    write(entry) {
      last += 1
      const id = last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        child.send({ id, text: JSON.stringify(entry) })
      })
    },
    read: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1) // The last line may be half written, or is none.
        .map((line) => JSON.parse(line) as Entry), // Written by the lines above.
    async close() {
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

/** Writes down what was acknowledged, in a process of its own: a line is confirmed once it is on the disk. */
const file = openSync(process.argv[2] ?? '', 'a', 0o600)

interface Line {
  id: number
  text: string
}

let waiting: Line[] = []

// Lines that come together share one flush.
function flush(): void {
  const lines = waiting
  waiting = []
  writeSync(file, lines.map(({ text }) => `${text}\n`).join(''))
  fsyncSync(file)
  process.send?.(lines.map(({ id }) => id))
}

process.on('message', (line: Line) => {
  waiting.push(line)
  if (waiting.length === 1) setImmediate(flush)
})
process.once('disconnect', () => {
  closeSync(file)
  process.exit(0)
})

import { run } from './program'

// A program of its own, which shares no code with what writes the log: who doubts the one need not trust the other.
run(process.argv.slice(2), process.env['DATABASE_URL'], (line) => process.stdout.write(`${line}\n`)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)

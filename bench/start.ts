import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/lib/ports.mjs'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { launch, whenAnswers, whenLaunched } from './lib/product'
import { childrenOf, residentMegabytes } from './lib/processes'
import { publish } from './lib/results'
import { figureOf, inTurn, ratioOf, type Contender, type Run } from './lib/runner'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 6
/** How long the server is left alone before its memory is read. */
const rest = quick ? 1_000 : 10_000

const port = await freePort(4391)
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-bench-'))
chmodSync(dataDir, 0o711)
const page = readFileSync(fileURLToPath(new URL('../apps/web/dist/index.html', import.meta.url)), 'utf8')

const secondsSince = (began: number) => (performance.now() - began) / 1_000

async function product(): Promise<Run> {
  const began = performance.now()
  const running = launch({ dataDir, port })
  try {
    const answer = await whenAnswers(`${running.url}/`, { accept: 'text/html', within: 120_000 })
    const seconds = secondsSince(began)
    await sleep(rest)
    const { server } = await whenLaunched(running, 1_000)
    const workers = childrenOf(server).map((pid) => residentMegabytes(pid) ?? 0)
    return { answer, figures: { seconds, 'MB server': residentMegabytes(server) ?? Number.NaN, 'MB worker': workers.reduce((sum, one) => sum + one, 0) } }
  } finally {
    await running.stop()
  }
}

/** The limit: the same database started, and a bare server that knows nothing but the page. */
async function limit(): Promise<Run> {
  const began = performance.now()
  const postgres = await startPostgres({ dataDir })
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
  try {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const answer = await whenAnswers(`http://127.0.0.1:${port}/`, { within: 10_000 })
    return { answer, figures: { seconds: secondsSince(began) } }
  } finally {
    server.close()
    await postgres.stop()
    await postgres.ended
  }
}

const contenders: Contender[] = [
  { name: 'npm start', run: product },
  { name: 'database and bare server', run: limit },
]

const about = `\`npm start\` on an installed and built clone whose data folder is there already, till its first page has come over HTTP; against the same database
started and a bare \`node:http\` server that gives the same page. Memory is the resident set after ${rest / 1_000} seconds in which nobody asks for anything.`

try {
  const first = launch({ dataDir, port })
  await whenAnswers(`${first.url}/`, { accept: 'text/html', within: 180_000 }).finally(() => first.stop())
  const measured = await inTurn(contenders, { rounds })
  const ready = figureOf(measured, 'npm start', 'seconds')
  const memory = figureOf(measured, 'npm start', 'MB server')
  publish(
    {
      bench: 'start',
      about,
      findings: [
        { what: 'start to the first page, × the limit', figure: ratioOf(measured, ['npm start', 'database and bare server'], 'seconds'), against: 'database and bare server' },
        { what: 'start to the first page, s', figure: ready, against: 'an installed clone', goal: { text: '≤ 3', met: ready.median <= 3 } },
        { what: 'memory of the server at rest, MB', figure: memory, against: 'nobody asking', goal: { text: '≤ 300', met: memory.median <= 300 } },
      ],
      comparisons: [{ title: 'Start', rounds: measured }],
    },
    { write: !quick },
  )
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

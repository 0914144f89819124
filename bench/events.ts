import { compared, mutationContenders } from './events/mutation'
import { floodContenders, latencyContenders, startPaths } from './events/relays'
import { startGround, type Ground } from './events/server'
import { wholeCompared, wholeContenders } from './events/whole'
import { publish, type Finding } from './lib/results'
import { figureOf, inTurn, ratioOf, type Rounds } from './lib/runner'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 6
const changes = quick ? 500 : 4_000
const load = quick ? { rate: 200, count: 200 } : { rate: 200, count: 600 }
const requests = quick ? { rate: 20, count: 40 } : { rate: 20, count: 400 }
const flood = quick ? { batches: 20, size: 100 } : { batches: 100, size: 100 }

const about = `One client's row is changed, ${changes.toLocaleString('en')} times a round with 10 in flight, on the embedded PostgreSQL with its full durability:
by the bare statement, and by the unit of work with a part more in each contender, up to all of them (the values sealed, an event that the relay brings into the log,
an audit row, an idempotency key); a round ends when the last event stands in the log. The same again at ${load.rate} a second, timed from when each was sent to its acknowledgement. Then the way from a mutation to whoever handles that it happened: ${load.rate} mutations a second
that are due whether or not the ones before are done, timed from the instant at which each was due; and batches of ${flood.size} changes with an event each, as fast as they are taken, till the last is handled.
And the mutation as somebody asks for it: over HTTP, ${requests.rate} a second, of the product as it is, and of the same product that keeps no audit, seals nothing, and lets everybody in.
Processor time is that of PostgreSQL and of the contender's process together.`

async function measureMutations(ground: Ground): Promise<{ busy: Rounds; paced: Rounds }> {
  const { busy, paced, end } = await mutationContenders(ground, changes, load)
  try {
    return { busy: await inTurn(busy, { rounds }), paced: await inTurn(paced, { rounds }) }
  } finally {
    await end()
  }
}

async function measureWhole(ground: Ground): Promise<Rounds> {
  const { whole, end } = await wholeContenders(ground, requests)
  try {
    return await inTurn(whole, { rounds })
  } finally {
    await end()
  }
}

async function measureRelays(ground: Ground): Promise<{ latencies: Rounds; floods: Rounds }> {
  const { programs, end } = await startPaths(ground)
  try {
    const latencies = await inTurn(latencyContenders(ground, programs, load), { rounds })
    const floods = await inTurn(floodContenders(ground, programs, flood), { rounds })
    return { latencies, floods }
  } finally {
    await end()
  }
}

interface Measured {
  busy: Rounds
  paced: Rounds
  whole: Rounds
  latencies: Rounds
  floods: Rounds
}

function findings({ busy, paced, whole, latencies, floods }: Measured): [Finding, ...Finding[]] {
  const cost = ratioOf(busy, compared, 'ms each')
  const processor = ratioOf(busy, compared, 'CPU s for 1,000')
  const latency = figureOf(latencies, 'our log', 'p99 ms')
  const rate = figureOf(floods, 'our log', 'events/s')
  const peers = ['graphile-worker', 'pg-boss', 'pg_notify alone']
  return [
    { what: 'time of a mutation with event, audit and key, × the bare mutation', figure: cost, against: 'bare mutation', goal: { text: '≤ 1.10', met: cost.median <= 1.1 } },
    { what: 'processor time of the same, × the bare mutation', figure: processor, against: 'bare mutation' },
    { what: 'what somebody waits for it at a fixed rate, p50, × the bare mutation', figure: ratioOf(paced, compared, 'p50 ms'), against: `bare mutation, ${load.rate}/s` },
    { what: 'the same, p99, × the bare mutation', figure: ratioOf(paced, compared, 'p99 ms'), against: `bare mutation, ${load.rate}/s` },
    ...['p50 ms a client renamed', 'p50 ms a call recorded'].map((figure): Finding => {
      const ratio = ratioOf(whole, wholeCompared, figure)
      return { what: `${figure.slice('p50 ms '.length)} over HTTP with audit, access and encryption, p50, × without`, figure: ratio, against: `the same without, ${requests.rate}/s`, goal: { text: '≤ 1.10', met: ratio.median <= 1.1 } }
    }),
    { what: 'commit → handler, p99, ms', figure: latency, against: `${load.rate}/s, open loop`, goal: { text: '≤ 15', met: latency.median <= 15 } },
    { what: 'events/s, mutation to handler', figure: rate, against: `batches of ${flood.size}`, goal: { text: '≥ 20,000', met: rate.median >= 20_000 } },
    ...peers.map((peer) => ({ what: 'p99 of the same, × the peer', figure: ratioOf(latencies, ['our log', peer], 'p99 ms'), against: peer })),
    ...peers.map((peer) => ({ what: 'events/s of the same, × the peer', figure: ratioOf(floods, ['our log', peer], 'events/s'), against: peer })),
  ]
}

const ground = await startGround()
try {
  const mutations = await measureMutations(ground)
  const whole = await measureWhole(ground)
  const { latencies, floods } = await measureRelays(ground)
  const comparisons = [
    { title: 'What belongs to a mutation', rounds: mutations.busy },
    { title: `What somebody waits for, at ${load.rate} mutations a second`, rounds: mutations.paced },
    { title: `Asked for over HTTP, ${requests.rate} a second`, rounds: whole },
    { title: `Commit to handler at ${load.rate} a second`, rounds: latencies },
    { title: `Batches of ${flood.size}, commit to handler`, rounds: floods },
  ]
  publish({ bench: 'events', about, findings: findings({ ...mutations, whole, latencies, floods }), comparisons }, { write: !quick })
} finally {
  await ground.stop()
}

import { setTimeout as sleep } from 'node:timers/promises'
import { checkLate } from '../crash/check-api'
import type { Ledger } from '../crash/ledger'
import type { Answered, Complain, Load } from '../crash/load'
import type { Api } from '../lib/graphql'
import type { Reader } from './reader'

/** Milliseconds within which callers have to be refused, and the service has to be back. */
const mostToOpen = 2_000
const mostToHeal = 5_000

export interface Around {
  api: Api
  ledger: Ledger
  load: Load
  writes: readonly Answered[]
  reader: Reader
  complain: Complain
}

/** Something that goes wrong for a while. */
export interface Trial {
  name: string
  /** Whether nothing gets through, so that those who wait have to be refused. */
  isSilent: boolean
  /** Milliseconds that it lasts. */
  lasts: number
  begin: () => Promise<void>
  end: () => Promise<void>
}

/** What came of a trial, in milliseconds and requests. */
export interface Told {
  name: string
  isSilent: boolean
  /** The longest that anybody waited for an answer while it lasted. */
  longestWait: number
  /** From its end till every lane was served, and a reading was whole. */
  healed: number
  acknowledged: number
  refused: number
  /** Readings that said that the timeline is away, and gave the rest. */
  timelineAway: number
  /** Whether the product said that it was not ready. */
  saidNotReady: boolean
}

const isReady = ({ url }: Api) => fetch(`${url}/ready`, { signal: AbortSignal.timeout(3_000) }).then(({ status }) => status === 200, () => false)

async function healing({ api, load, reader }: Around, since: number): Promise<number> {
  await load.back(since)
  while (reader.lastWholeSent <= since || !(await isReady(api))) {
    if (Date.now() - since > 30_000) throw new Error('readings are not whole again within half a minute')
    await sleep(10)
  }
  return Date.now() - since
}

const longest = (answered: readonly Answered[], from: number) => Math.max(0, ...answered.map(({ sent, ended }) => ended - Math.max(sent, from)))

/** Lets it go wrong under load, and holds the product to what it must do meanwhile and afterwards. */
export async function tryFault(trial: Trial, around: Around): Promise<Told> {
  const { api, ledger, writes, reader, complain } = around
  const entries = ledger.read().length
  const since = Date.now()
  await trial.begin()
  await sleep(trial.lasts * 0.75)
  const saidNotReady = !(await isReady(api))
  await sleep(Math.max(0, since + trial.lasts - Date.now()))
  const late = ledger.read().slice(entries)
  await trial.end()
  const ended = Date.now()
  const healed = await healing(around, ended)
  const requests = [...writes, ...reader.since(since)].filter((one) => one.ended > since && one.sent < ended)
  const longestWait = longest(requests, since)
  if (trial.isSilent && longestWait > mostToOpen) complain(`${trial.name}: somebody waited ${longestWait} ms for an answer`)
  if (trial.isSilent && !saidNotReady) complain(`${trial.name}: the product said that it was ready`)
  if (healed > mostToHeal) complain(`${trial.name}: it was back only after ${healed} ms`)
  await checkLate(api, late, complain)
  const acknowledged = requests.filter(({ kind }) => kind === 'acknowledged').length
  return { name: trial.name, isSilent: trial.isSilent, longestWait, healed, acknowledged, refused: requests.length - acknowledged, timelineAway: reader.timelineAwaySince(since), saidNotReady }
}

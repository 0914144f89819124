import 'reflect-metadata'
import { readEnvironment } from '../../apps/api/src/environment'
import { moduleFactories } from '../../apps/api/src/module-list'
import type { Actor } from '../../apps/api/src/platform/directory/actor'
import type { Authenticator } from '../../apps/api/src/platform/http/authenticator'
import type { Keys } from '../../apps/api/src/platform/keys/keys'
import type { Module, ModuleFactory, Surroundings } from '../../apps/api/src/platform/module'
import { startRuntime } from '../../apps/api/src/platform/runtime'
import { serve } from '../../apps/api/src/platform/serve'
import { createLogger } from '../../apps/api/src/platform/telemetry/logger'
import { answer } from '../lib/program'

/** The product's server, or the same without some of what keeps its data: the modules are given, and give, something else in their places. */
const without = (process.env['BENCH_WITHOUT'] ?? '').split(' ')
const lacks = (part: 'audit' | 'encryption' | 'access') => without.includes(part)

const nothingRead = { write: () => Promise.resolve() }

/** Values stand as they are in the place of sealed ones. */
const clear = (keys: Keys): Keys => ({
  ...keys,
  sealerFor: () => Promise.resolve({ seal: (_owner, _place, value) => Buffer.from(JSON.stringify(value)) }),
  open: (sealed) => Promise.resolve(sealed.map(({ value }) => JSON.parse(value.toString()) as unknown)),
})

const unaudited = (surroundings: Surroundings): Surroundings => ({
  ...surroundings,
  readAudit: nothingRead,
  commit: ({ audit: _, ...change }, origin, wait) => surroundings.commit(change, origin, wait),
})

/** Whoever asks is who asked first, and may have every field. */
function open(module: Module): Module {
  const { authenticator } = module
  let actor: Promise<Actor | null> | undefined
  const first: Authenticator = { authenticate: (credentials) => (actor ??= authenticator?.authenticate(credentials) ?? Promise.resolve(null)) }
  return { ...module, rules: Object.fromEntries(Object.keys(module.rules).map((field) => [field, 'inherit'])), ...(authenticator && { authenticator: first }) }
}

const stripped = (factory: ModuleFactory): ModuleFactory => async (given) => {
  const surroundings = lacks('audit') ? unaudited(given) : given
  const module = await factory(lacks('encryption') ? { ...surroundings, keys: clear(surroundings.keys) } : surroundings)
  return lacks('access') ? open(module) : module
}

const environment = readEnvironment()
const logger = createLogger('error')
const runtime = await startRuntime({ environment, logger, factories: new Map([...moduleFactories].map(([name, factory]) => [name, stripped(factory)])) })
const served = await serve({ runtime: lacks('audit') ? { ...runtime, readAudit: nothingRead } : runtime, environment, logger })

answer({ url: () => Promise.resolve(served.address.replace('localhost', '127.0.0.1')) }, async () => {
  await served.drain()
  await runtime.stop()
})

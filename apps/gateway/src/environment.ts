import { z } from 'zod'

/** One process of the product, as the gateway reaches it. */
export interface Subgraph {
  /** What it is called in query plans: its modules, joined. */
  name: string
  modules: readonly string[]
  /** `http://host:port` */
  url: string
}

const text = z.string().trim().min(1)
const address = (protocols: RegExp) => z.url({ protocol: protocols }).transform((url) => url.replace(/\/+$/, ''))

const processes = text.transform((value, context): Subgraph[] => {
  const fault = (message: string) => context.addIssue({ code: 'custom', message })
  const subgraphs = value.split(',').map((part) => {
    const [names = '', url = ''] = part.split(/=(.*)/s).map((half) => half.trim())
    const modules = names.split('+').filter(Boolean)
    if (modules.length === 0 || !/^https?:\/\//.test(url) || !URL.canParse(url)) fault(`has "${part.trim()}", where a part reads access+profiles=http://host:port`)
    return { name: modules.join('_'), modules, url: url.replace(/\/+$/, '') }
  })
  const all = subgraphs.flatMap(({ modules }) => modules)
  if (new Set(all).size < all.length) fault('names a module twice')
  if (!all.includes('access')) fault('names no process with the module access, which knows who asks')
  return subgraphs
})

const schema = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: address(/^https?$/).optional(),
  SUBGRAPHS: processes,
  SUBGRAPHS_TIMEOUT: z.coerce.number().int().min(0).default(60),
  ANSWER_TIMEOUT: z.coerce.number().int().min(1).default(30),
  INTROSPECTION: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Environment = Readonly<z.infer<typeof schema>>

/** The environment is wrong: every fault at once, a line each. */
export class EnvironmentError extends Error {}

/**
 * Reads the whole environment once, at start; the gateway's only reader of `process.env`.
 * @throws {EnvironmentError} with all the faults together.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${given[String(path[0])] === undefined ? 'is missing' : message}`)
  throw new EnvironmentError(`The environment is not right:\n${lines.join('\n')}`)
}

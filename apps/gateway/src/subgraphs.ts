import { setTimeout as pause } from 'node:timers/promises'
import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Subgraph } from './environment'

/** The subgraphs cannot be made one graph: a sentence for each reason. */
export class CompositionError extends Error {}

const answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) })

/** A subgraph's own schema, as it tells it. */
async function schemaOf({ url }: Subgraph): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
    signal: AbortSignal.timeout(5_000),
  })
  return answer.parse(await response.json()).data._service.sdl
}

/** @throws {CompositionError} */
function compose(schemas: readonly (Subgraph & { sdl: string })[]): string {
  const { supergraphSdl, errors } = composeServices(schemas.map(({ name, url, sdl }) => ({ name, url: `${url}/graphql`, typeDefs: parse(sdl) })))
  if (supergraphSdl !== undefined) return supergraphSdl
  throw new CompositionError(`The processes do not make one graph: ${errors?.map(({ message }) => message).join('; ') ?? 'no reason is told'}`)
}

/** The graph of all subgraphs, as it stands. */
export interface Supergraph {
  /** The supergraph's SDL; of a subgraph that is away, with what was last known of it, and of one that does not fit any more, as it was. */
  current(): Promise<string>
}

/**
 * Asks every subgraph for its schema until each has told it.
 * @throws {CompositionError} after `seconds`, or when they do not fit together.
 */
export async function openSupergraph(subgraphs: readonly Subgraph[], { seconds, logger }: { seconds: number; logger: Logger }): Promise<Supergraph> {
  const known = new Map<string, string>()
  const ask = () =>
    Promise.all(
      subgraphs.map(async (subgraph) => {
        const sdl = await schemaOf(subgraph).catch((error: unknown) => logger.debug({ subgraph: subgraph.name, error: String(error) }, 'a subgraph does not tell its schema'))
        if (typeof sdl === 'string') known.set(subgraph.name, sdl)
      }),
    )
  const composed = () => compose(subgraphs.map((subgraph) => ({ ...subgraph, sdl: known.get(subgraph.name) ?? '' })))

  const until = Date.now() + seconds * 1_000
  for (await ask(); known.size < subgraphs.length; await ask()) {
    const missing = subgraphs.filter(({ name }) => !known.has(name))
    if (Date.now() >= until) throw new CompositionError(`There is no answer from ${missing.map(({ name, url }) => `${name} at ${url}`).join(' and ')}; see that they run`)
    await pause(500)
  }
  const told = () => JSON.stringify([...known])
  let last = { of: told(), sdl: composed() }
  return {
    async current() {
      await ask()
      if (told() === last.of) return last.sdl
      try {
        last = { of: told(), sdl: composed() }
      } catch (error) {
        logger.error({ error: String(error) }, 'the graph stays as it was')
      }
      return last.sdl
    },
  }
}

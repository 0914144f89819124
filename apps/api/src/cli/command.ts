import { randomUUID } from 'node:crypto'
import { graphql } from 'graphql'
import { isDomainError } from '../platform/errors/domain-error'
import { sayWhoActs } from '../platform/directory/actor'
import { RequestContext } from '../platform/graph/context'
import { buildModuleSchema } from '../platform/graph/schema'
import type { Runtime } from '../platform/runtime'

/** What was asked for cannot be done; the message says why. */
export class CommandError extends Error {}

/** Does a command, and answers with what is printed at its end. */
export type Command = (runtime: Runtime, args: string[]) => Promise<string>

/** The option of every command that does something on record; see {@link operate}. */
export const actingAs = { as: { type: 'string' } } as const

/** @throws {CommandError} where nobody is named. */
export function requireNamed(as: string | undefined): string {
  if (as === undefined) throw new CommandError(sayWhoActs)
  return as
}

/** Runs an operation as the user that is named, or the one administrator that there is, with what that user may, through the same policies and audit as everyone's. @throws {CommandError} */
export async function operate(runtime: Runtime, as: string | undefined, source: string, input: object = {}): Promise<Record<string, unknown>> {
  const actorOf = runtime.modules.find(({ commandLineActor }) => commandLineActor !== undefined)?.commandLineActor
  if (actorOf === undefined) throw new CommandError('This process does not run the module of users')
  const actor = await actorOf(as ?? null).catch((error: unknown) => {
    throw isDomainError(error) ? new CommandError(error.message) : error
  })
  const schema = await buildModuleSchema(runtime.modules)
  const result = await graphql({ schema, source, variableValues: { input }, contextValue: new RequestContext(actor, randomUUID()) })
  if (result.errors !== undefined) throw new CommandError(result.errors.map(({ message }) => message).join('\n'))
  return { ...result.data }
}

/** A command that a module brings itself. */
export const ofModule =
  (module: string, name: string): Command =>
  (runtime, args) => {
    const command = runtime.modules.find((one) => one.name === module)?.commands?.[name]
    if (command === undefined) throw new CommandError(`This process does not run the module ${module}`)
    return command(args)
  }

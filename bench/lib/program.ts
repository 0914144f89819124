import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What a measured program does on request: its commands by name. */
export type Commands = Readonly<Record<string, (argument: unknown) => Promise<unknown>>>

interface Request {
  id: number
  command: string
  argument: unknown
}

type Reply = { id: number; result: unknown } | { id: number; failure: string } | { ready: true }

/** A program that runs in a process of its own, so that its processor time is its own too. */
export interface Program {
  pid: number
  ask<Result>(command: string, argument?: unknown): Promise<Result>
  end(): Promise<void>
}

/** Starts a program that calls {@link answer}. */
export async function start(program: URL, env: Readonly<Record<string, string>>): Promise<Program> {
  const child = fork(program, { env: { ...process.env, ...env } })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  child.on('message', (reply: Reply) => {
    if ('ready' in reply) return
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('failure' in reply) asked?.reject(new Error(reply.failure))
    else asked?.resolve(reply.result)
  })
  child.once('exit', (code) => waiting.forEach(({ reject }) => reject(new Error(`${program.pathname} ended with ${code}`))))
  await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error(`${program.pathname} did not start`)))])
  return programOf(child, waiting)
}

function programOf(child: ChildProcess, waiting: Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>): Program {
  let last = 0
  return {
    pid: child.pid ?? 0,
    ask<Result>(command: string, argument?: unknown) {
      last += 1
      const request: Request = { id: last, command, argument }
      return new Promise<Result>((resolve, reject) => {
        // What a program answers is what its own command returns.
        waiting.set(request.id, { resolve: (value) => resolve(value as Result), reject })
        child.send(request)
      })
    },
    async end() {
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** The program's side: does what it is asked, and ends when nobody can ask any more. */
export function answer(commands: Commands, stop: () => Promise<void>): void {
  const reply = (message: Reply) => process.send?.(message)
  process.on('message', ({ id, command, argument }: Request) => {
    const run = commands[command]
    if (run === undefined) return reply({ id, failure: `there is no ${command}` })
    run(argument).then(
      (result) => reply({ id, result }),
      (error: unknown) => reply({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => void stop().finally(() => process.exit(0)))
  reply({ ready: true })
}

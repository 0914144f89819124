/** A failure that one sentence explains: what happened, and how to go on. Commands print it with no stack trace. */
export class Failure extends Error {
  /**
   * @param {string} sentence
   * @param {number} [exitCode]
   */
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

/**
 * Runs a command and ends the process: a Failure becomes its sentence (none where it is empty, because a child has said it),
 * and whatever else went wrong keeps its stack, since nobody has met it yet.
 * @param {() => Promise<number | void>} main answers the exit code, 0 when it says nothing
 */
export async function runCommand(main) {
  try {
    process.exit((await main()) ?? 0)
  } catch (error) {
    const failure = explained(error)
    if (!failure || failure.message) console.error(failure?.message ?? error)
    process.exit(failure?.exitCode ?? 1)
  }
}

/**
 * The sentence behind an error, where there is one.
 * @param {unknown} error
 * @returns {Failure | undefined}
 */
export function explained(error) {
  if (error instanceof Failure) return error
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const at = 'path' in error ? ` (${String(error.path)})` : ''
  if (error.code === 'ENOSPC') return new Failure(`The disk is full${at}: free some space and run the command again.`)
  if (error.code === 'EACCES' || error.code === 'EROFS')
    return new Failure(`No permission to write here${at}: choose another DATA_DIR or change its owner.`)
  return undefined
}

/** A place outside of the database where checkpoints go, so that whoever rewrites the log there cannot reach them as well. */
export interface CheckpointSink {
  /** Its name in tables and in /ready. */
  name: string
  /** Milliseconds between deliveries; as soon as there is something where left out. */
  every?: number
  /**
   * Takes checkpoints, a line each, in their order; resolves once they are there to stay. The same ones may come again.
   * @throws whatever went wrong: they are sent again, nothing is left out.
   */
  deliver(lines: readonly { sequence: number; line: string }[]): Promise<void>
}

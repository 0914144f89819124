/** What one batch may hold: no more than a module takes in a second, and no more than is easily held. */
export interface BatchLimit {
  rows: number
  /** Of the rows' JSON, in letters. */
  size: number
}

/** Gathers rows into batches: whichever limit comes first ends one. */
export async function* batchesOf<Row extends object>(rows: AsyncIterable<Row>, limit: BatchLimit): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  let size = 0
  for await (const row of rows) {
    batch.push(row)
    size += JSON.stringify(row).length
    if (batch.length < limit.rows && size < limit.size) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length > 0) yield batch
}

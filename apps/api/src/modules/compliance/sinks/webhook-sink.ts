import type { CheckpointSink } from './checkpoint-sink'

const patience = 10_000

/** Posts them as lines of JSON (application/x-ndjson) to an address; any answer of 200 to 299 means that they are kept. */
export function webhookSink(url: string): CheckpointSink {
  return {
    name: 'webhook',
    async deliver(lines) {
      const body = lines.map(({ line }) => `${line}\n`).join('')
      // The signature is in each line; a redirect would lead them where the operator did not say.
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body, redirect: 'error', signal: AbortSignal.timeout(patience) })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the address answered ${response.status}`)
    },
  }
}

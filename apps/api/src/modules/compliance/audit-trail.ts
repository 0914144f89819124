import { join } from 'node:path'
import { loadSigningKey } from '../../platform/keys/signing-key'
import type { Readiness, Surroundings } from '../../platform/module'
import { startCheckpoints } from './audit-checkpoints'
import { startDelivery } from './audit-delivery'
import { startSequencer } from './audit-sequencer'
import type { CheckpointSink } from './sinks/checkpoint-sink'
import { fileSink } from './sinks/file-sink'
import { webhookSink } from './sinks/webhook-sink'
import { queueReadiness } from './store/audit-queue.store'

/** Milliseconds between two checkpoints while entries come. */
const checkpointEvery = 5_000

/** The work on the audit trail that goes on by itself: chaining, signing, and carrying checkpoints away. */
export interface AuditTrail {
  ready(): Promise<Readiness[]>
  stop(): Promise<void>
}

function sinksOf({ AUDIT_CHECKPOINTS_FILE: file, AUDIT_CHECKPOINTS_WEBHOOK: webhook, DATA_DIR }: Surroundings['environment']): CheckpointSink[] {
  return [fileSink(file ?? join(DATA_DIR, 'audit-checkpoints.jsonl')), ...(webhook === undefined ? [] : [webhookSink(webhook)])]
}

/** @throws {SigningKeyError} */
export async function startAuditTrail(surroundings: Surroundings): Promise<AuditTrail> {
  const { database, environment } = surroundings
  const key = await loadSigningKey(join(environment.DATA_DIR, 'keys'), environment.AUDIT_SIGNING_KEY)
  const deliveries = sinksOf(environment).map((sink) => startDelivery(sink, surroundings))
  const checkpoints = startCheckpoints(surroundings, { key, every: checkpointEvery, made: () => deliveries.forEach((delivery) => delivery.wake()) })
  const sequencer = startSequencer(surroundings, () => checkpoints.wake())
  const signing = (): Readiness => {
    const entry = checkpoints.brokenAt()
    return { name: 'audit checkpoints', ready: true, ...(entry !== null && { failing: true, detail: `the trail is broken at entry ${entry}, and no checkpoint is signed from there on` }) }
  }
  return {
    ready: async () => [await queueReadiness(database), signing(), ...(await Promise.all(deliveries.map((delivery) => delivery.readiness())))],
    async stop() {
      await sequencer.stop()
      await checkpoints.stop()
      await Promise.all(deliveries.map((delivery) => delivery.stop()))
    },
  }
}

import { ApprovalAct } from '@brokersync/schema/enums'
import { z } from 'zod'
import { readFirmFile } from '../firm/yaml-file'

/** Which acts need a second person, as `config/approvals.yaml` says. */
export interface ApprovalRules {
  acts: ReadonlySet<ApprovalAct>
  /** Milliseconds that a request can be approved, and then carried out. */
  holdsFor: number
}

const file = z.strictObject({
  acts: z.array(z.enum(ApprovalAct, `must be out of ${Object.keys(ApprovalAct).join(', ')}`)),
  days: z.int().min(1).max(90),
})
const day = 86_400_000

/** Reads `approvals.yaml` of the configuration's folder; without one no act needs a second person. @throws {FirmError} with all its faults. */
export async function loadApprovalRules(configDir: string): Promise<ApprovalRules> {
  const { acts, days } = await readFirmFile(configDir, 'approvals.yaml', file, { acts: [], days: 7 })
  return { acts: new Set(acts), holdsFor: days * day }
}

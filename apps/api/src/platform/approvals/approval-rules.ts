import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApprovalAct } from '@brokersync/schema/enums'
import { z } from 'zod'
import { FirmError, readYaml } from '../firm/yaml-file'

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
  const path = join(configDir, 'approvals.yaml')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'acts: []\ndays: 7'
    throw new FirmError(`${path} cannot be read: ${String(error)}`)
  })
  const parsed = file.safeParse(readYaml(text, path))
  if (parsed.success) return { acts: new Set(parsed.data.acts), holdsFor: parsed.data.days * day }
  throw new FirmError(`${path} is not right:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`).join('\n')}`)
}

import { stringify } from 'yaml'
import type { Regime } from './retention'
import type { RetentionSet } from './retention-set'

const asFile = ({ law = null, years }: Pick<RetentionSet, 'years'> & Partial<Pick<Regime, 'law'>>) => ({ ...(law !== null && { law }), ...years })

/** The rules in force, with all regimes that there are, as `retention.yaml` has them. */
export function printedRetention({ version, regime, years }: Pick<RetentionSet, 'version' | 'regime' | 'years'>, regimes: readonly Regime[]): string {
  const known = regimes.map((one) => [one.regime, asFile(one)] as const)
  const law = regimes.find((one) => one.regime === regime)?.law ?? null
  const inForce = regime === 'NONE' ? [] : [[regime, asFile({ law, years })] as const]
  return `# version ${version}\n${stringify({ regime, regimes: Object.fromEntries([...known, ...inForce]) })}`.trimEnd()
}

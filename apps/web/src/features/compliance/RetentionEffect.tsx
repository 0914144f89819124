import { toFailure } from '../../lib/failure'
import { effectWords, faultWords, type Rules } from './retention-draft'
import classes from './Retention.module.css'
import { useRetentionEffect } from './use-retention-effect'

/** What would come of rules for those who are erased already, before they are put in force; or what is wrong with them. */
export function RetentionEffect({ rules }: { rules: Rules }) {
  const { effect, error } = useRetentionEffect(rules)
  const failed = error === null ? null : toFailure(error)
  const faults = failed?.fields.map((fault) => faultWords(fault, rules)).join('; ') || failed?.message
  return (
    <p className={classes.effect} role="status" data-grave={faults !== undefined || (effect?.atOnce ?? 0) > 0 || undefined}>
      {faults !== undefined ? `These rules cannot be put in force. ${faults}.` : effect ? effectWords(effect) : '…'}
    </p>
  )
}

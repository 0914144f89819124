import { useQuery } from '@apollo/client/react'
import { RetentionEffectOfDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { effectWords, type Rules } from './retention-draft'
import classes from './Retention.module.css'

/** What would come of rules for those who are erased already, before they are put in force; or what is wrong with them. */
export function RetentionEffect({ rules: { regime, years } }: { rules: Rules }) {
  const { data, error } = useQuery(RetentionEffectOfDocument, { variables: { regime, years: [...years] }, fetchPolicy: 'network-only' })
  const faults = error ? toFailure(error).fields.map(({ path, message }) => `${path.replace(/^years\./, '').toLowerCase()} ${message}`) : []
  const effect = data?.retentionEffect
  return (
    <p className={classes.effect} role="status" data-grave={(effect?.atOnce ?? faults.length) > 0 || undefined}>
      {faults.length > 0 ? `These rules cannot be put in force: ${faults.join('; ')}.` : effect ? effectWords(effect) : '…'}
    </p>
  )
}

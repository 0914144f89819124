import { Autocomplete } from '@mantine/core'
import type { RetentionEffectOfQuery, RetentionInForceQuery } from '../../generated/graphql'
import listing from '../../ui/Listing.module.css'
import { draftOf, records, type RetentionDraft } from './retention-draft'
import classes from './Retention.module.css'
import { RetentionRow } from './RetentionRow'

interface Props {
  draft: RetentionDraft
  before: RetentionDraft
  regimes: RetentionInForceQuery['retentionRegimes']
  kept: RetentionEffectOfQuery['retentionEffect']['kept'] | undefined
  onChange: (draft: RetentionDraft) => void
}

const none = { regime: 'NONE', law: 'Nothing outlives an erasure', years: [] }

/** The rules, each beside what is in force; a regime that the firm's file knows brings its years along. */
export function RetentionFields({ draft, before, regimes, kept, onChange }: Props) {
  const known = [none, ...regimes]
  const lawOf = (name: string) => {
    const one = known.find(({ regime }) => regime === name)
    return one ? one.law : 'Rules of the firm’s own'
  }
  const choose = (regime: string) => {
    const chosen = known.find((one) => one.regime === regime)
    onChange(chosen ? draftOf(chosen) : { ...draft, regime })
  }
  return (
    <table className={classes.rules}>
      <thead>
        <tr>
          <th scope="col">Records</th>
          <th scope="col">In force</th>
          <th scope="col">From now on</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            Regime
            <small>By whose law they are kept; certificates name it</small>
          </th>
          <td>
            <span className={listing.label}>In force: </span>
            {before.regime}
            <small>{lawOf(before.regime)}</small>
          </td>
          <td>
            <Autocomplete size="xs" aria-label="Regime" maxLength={40} data={known.map(({ regime }) => regime)} value={draft.regime} onChange={choose} data-changed={draft.regime !== before.regime || undefined} />
            {draft.regime !== before.regime && <small>{lawOf(draft.regime)}</small>}
          </td>
        </tr>
        {records.map((name) => (
          <RetentionRow
            key={name}
            records={name}
            years={draft.years[name]}
            before={before.years[name]}
            clients={kept?.find((one) => one.records === name)?.clients}
            onChange={(years) => onChange({ ...draft, years: { ...draft.years, [name]: years } })}
          />
        ))}
        <tr>
          <th scope="row">
            Who the client is
            <small>Name, contact, identifiers</small>
          </th>
          <td colSpan={2}>as long as any of these records is kept</td>
        </tr>
      </tbody>
    </table>
  )
}

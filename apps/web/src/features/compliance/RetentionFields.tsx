import { Autocomplete, TextInput } from '@mantine/core'
import { Fragment } from 'react'
import type { RetentionInForceQuery } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { draftOf, records, yearWords, type RetentionDraft } from './retention-draft'
import classes from './Retention.module.css'

interface Props {
  draft: RetentionDraft
  before: RetentionDraft
  regimes: RetentionInForceQuery['retentionRegimes']
  onChange: (draft: RetentionDraft) => void
}

const none = { regime: 'NONE', years: [] }

/** The rules, each beside what is in force; a regime that the firm's file knows brings its years along. */
export function RetentionFields({ draft, before, regimes, onChange }: Props) {
  const known = [none, ...regimes]
  const choose = (regime: string) => {
    const chosen = known.find((one) => one.regime === regime)
    onChange(chosen ? draftOf(chosen) : { ...draft, regime })
  }
  return (
    <div className={classes.rules}>
      <span className={classes.head}>Rule</span>
      <span className={classes.head}>In force</span>
      <span className={classes.head}>From now on</span>
      <span>Regime</span>
      <span className={classes.now}>{before.regime}</span>
      <Autocomplete size="xs" aria-label="Regime" maxLength={40} data={known.map(({ regime }) => regime)} value={draft.regime} onChange={choose} data-changed={draft.regime !== before.regime || undefined} />
      {records.map((name) => (
        <Fragment key={name}>
          <span>{enumLabel(name)}</span>
          <span className={classes.now}>{yearWords(before.years[name])}</span>
          <TextInput
            type="number"
            min={1}
            max={100}
            aria-label={`${enumLabel(name)}: years`}
            placeholder="not kept"
            value={draft.years[name]}
            onChange={(event) => onChange({ ...draft, years: { ...draft.years, [name]: event.currentTarget.value } })}
            data-changed={draft.years[name] !== before.years[name] || undefined}
          />
        </Fragment>
      ))}
    </div>
  )
}

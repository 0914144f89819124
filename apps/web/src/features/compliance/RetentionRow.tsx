import { TextInput } from '@mantine/core'
import type { RetainedRecords } from '../../generated/graphql'
import { enumLabel } from '../../lib/labels'
import { plural } from '../../lib/number'
import listing from '../../ui/Listing.module.css'
import { goingWords, meanings, yearWords } from './retention-draft'

interface Props {
  records: RetainedRecords
  /** Years as they are typed. */
  years: string
  before: string
  /** Of how many erased clients such records are kept now; undefined while that is not known. */
  clients: number | undefined
  onChange: (years: string) => void
}

/** For how long records of a kind are kept: now, and from now on. */
export function RetentionRow({ records, years, before, clients, onChange }: Props) {
  const name = enumLabel(records)
  return (
    <tr>
      <th scope="row">
        {name}
        <small>{meanings[records]}</small>
      </th>
      <td>
        <span className={listing.label}>In force: </span>
        {yearWords(before)}
        {clients !== undefined && clients > 0 && <small>of {plural(clients, 'erased client')}</small>}
      </td>
      <td>
        <TextInput
          type="number"
          size="xs"
          min={1}
          max={100}
          aria-label={`${name}: years`}
          placeholder="not kept"
          value={years}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-changed={years !== before || undefined}
        />
        <small>{goingWords(years, new Date().getUTCFullYear())}</small>
      </td>
    </tr>
  )
}

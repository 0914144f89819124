import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { Mapping } from './guess-mapping'
import classes from './Import.module.css'
import { importFields, type FileKind } from './import-fields'
import type { Preview } from './read-preview'

interface Props {
  kind: FileKind
  preview: Preview
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** The fields under their headings, as a choice. */
function choices(kind: FileKind) {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const { name, label, group } of importFields[kind]) groups.set(group, [...(groups.get(group) ?? []), { value: name, label }])
  return [...groups].map(([group, items]) => ({ group, items }))
}

/** The first values of a column that differ from each other. */
const samples = ({ rows }: Preview, column: number) =>
  [...new Set(rows.map((row) => row[column] ?? '').filter((value) => value !== ''))].slice(0, 4).join(' · ')

const orderOf = (mapping: Mapping, columns: readonly string[], column: string) => {
  const field = mapping[column]
  const together = columns.filter((other) => field && mapping[other] === field)
  return together.length > 1 ? `${together.indexOf(column) + 1} of ${together.length}, joined by a space` : ''
}

/** Which field each column of the file fills. */
export function MappingTable({ kind, preview, mapping, onChange }: Props) {
  const fields = useMemo(() => choices(kind), [kind])
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">First values</th>
          <th scope="col">Becomes</th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map((column, index) => (
          <tr key={`${index} ${column}`} data-off={!mapping[column] || undefined}>
            <th scope="row" className={classes.column} title={column}>
              {column}
            </th>
            <td className={classes.samples} title={samples(preview, index)}>
              {samples(preview, index)}
            </td>
            <td className={classes.becomes}>
              <Select
                aria-label={`What “${column}” becomes`}
                data={fields}
                value={mapping[column] ?? null}
                onChange={(field) => onChange({ ...mapping, [column]: field })}
                placeholder="Leave out"
                searchable
                clearable
                nothingFoundMessage="No such field"
                maxDropdownHeight={320}
              />
              <span className={classes.joined}>{orderOf(mapping, preview.columns, column)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

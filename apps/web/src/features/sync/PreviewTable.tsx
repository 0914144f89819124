import type { Mapping } from './guess-mapping'
import classes from './Import.module.css'
import { importFields, type FileKind } from './import-fields'
import type { Preview } from './read-preview'

interface Props {
  kind: FileKind
  preview: Preview
  mapping: Mapping
}

/** The file's first rows as they stand in it; a column that is left out is grey. */
export function PreviewTable({ kind, preview, mapping }: Props) {
  const labelOf = (column: string) => importFields[kind].find(({ name }) => name === mapping[column])?.label ?? 'left out'
  return (
    <div className={classes.preview} tabIndex={0} role="region" aria-label="First rows of the file">
      <table>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {preview.columns.map((column, index) => (
              <th key={`${index} ${column}`} scope="col" data-off={!mapping[column] || undefined}>
                {column}
                <span>{labelOf(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, number) => (
            <tr key={number}>
              <th scope="row">{number + 1}</th>
              {row.map((value, index) => (
                <td key={index} data-off={!mapping[preview.columns[index] ?? ''] || undefined} title={value}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

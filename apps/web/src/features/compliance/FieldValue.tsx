import { RecordAsOfDocument } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import { isIdOfOther, valueLines } from './value-words'

interface Props {
  field: string
  value: unknown
  /** The instant of which it is told, in ISO 8601: others are called as they were then. */
  at: string
}

/** A field's value as a person reads it: names for ids, a line for each of several. */
export function FieldValue({ field, value, at }: Props) {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length > 0 && values.every((one) => isIdOfOther(field, one)))
    return values.map((id) => (
      <div key={id}>
        <NameOf id={id} at={at} />
      </div>
    ))
  return valueLines(field, value).map((line, index) => <div key={index}>{line}</div>)
}

/** What a person, a client or another record was called; its id where nobody can say. */
function NameOf({ id, at }: { id: string; at: string }) {
  const { data, loading } = useQuery(RecordAsOfDocument, { variables: { id, at } })
  if (loading && !data) return '…'
  const name = data?.recordAsOf?.fields.find(({ field, fingerprinted }) => !fingerprinted && (field === 'name' || field === 'displayName'))?.value
  return typeof name === 'string' ? name : id
}

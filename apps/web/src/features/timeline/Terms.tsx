import classes from './EntryDetail.module.css'

/** Terms as label and value; what is empty is left out. */
export function Terms({ rows }: { rows: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className={classes.terms}>
      {rows.filter(([, value]) => value != null && value !== '').map(([label, value]) => (
        <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  )
}

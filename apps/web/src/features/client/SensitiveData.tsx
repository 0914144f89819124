import { useLazyQuery } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { ClientSensitiveDocument } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import classes from './SensitiveData.module.css'

/** Shown only when asked for, since each reading is an entry in the audit trail; hidden again after a minute. */
export function SensitiveData({ clientId }: { clientId: string }) {
  const [read, { data, error, loading }] = useLazyQuery(ClientSensitiveDocument, { fetchPolicy: 'no-cache' })
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(false), 60_000)
    return () => clearTimeout(timer)
  }, [shown])
  useEffect(() => setShown(false), [clientId])
  const show = () => {
    setShown(true)
    void read({ variables: { id: clientId } })
  }
  if (!shown)
    return (
      <button type="button" className={classes.show} title="Each reading is kept in the audit trail" onClick={show}>
        Show tax id, birth date, identity
      </button>
    )
  if (loading) return <p className={classes.note}>Reading</p>
  if (error)
    return (
      <p className={classes.note} role="alert">
        {explained(toFailure(error), 'Sensitive data').title}
      </p>
    )
  const sensitive = data?.client?.sensitive
  if (!sensitive) return <p className={classes.note}>Not open to you</p>
  const rows = [
    ['Tax id', sensitive.taxId],
    ['Born', sensitive.dateOfBirth],
    ['Identity', sensitive.identityDocument],
  ].filter(([, value]) => value)
  return (
    <>
      {rows.length === 0 ? (
        <p className={classes.note}>None kept</p>
      ) : (
        <dl className={classes.rows}>
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <button type="button" className={classes.show} onClick={() => setShown(false)}>
        Hide
      </button>
    </>
  )
}

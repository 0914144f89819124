import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { ChangeRetentionDocument, RetentionInForceDocument, RetentionVersionsDocument, type RetentionInForceQuery } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { useAttempt } from '../../lib/use-attempt'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { PutInForce } from '../../ui/PutInForce'
import { RelativeTime } from '../../ui/RelativeTime'
import { differing, draftOf, rulesIn, type RetentionDraft } from './retention-draft'
import classes from './Retention.module.css'
import { RetentionEffect } from './RetentionEffect'
import { RetentionFields } from './RetentionFields'
import { RetentionVersions } from './RetentionVersions'

/** For how long which records outlive an erasure: changed here, put in force together, with a reason. */
export function Retention() {
  const { data, error, refetch } = useQuery(RetentionInForceDocument, { fetchPolicy: 'cache-and-network' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The rules of retention" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the rules of retention" rows={5} height={30} />
  return <Rules data={data} onRefused={() => void refetch()} />
}

function Rules({ data: { retentionRules: inForce, retentionRegimes: regimes }, onRefused }: { data: RetentionInForceQuery; onRefused: () => void }) {
  const before = draftOf(inForce)
  // Null: nothing is being changed, whatever comes into force meanwhile.
  const [typed, setTyped] = useState<RetentionDraft | null>(null)
  const draft = typed ?? before
  const changed = differing(draft, before)
  const { busy, attempt } = useAttempt()
  const [change] = useMutation(ChangeRetentionDocument, { refetchQueries: [RetentionInForceDocument, RetentionVersionsDocument], awaitRefetchQueries: true })
  const put = async (reason: string) => {
    const { regime, years } = rulesIn(draft)
    const failed = await attempt(() => change({ variables: { input: { version: inForce.version, reason, regime, years: [...years] } } }), 'In force from now on')
    if (failed) onRefused()
    else setTyped(null)
  }
  return (
    <>
      <div className={`${listing.bar} ${classes.bar}`}>
        <p>
          Version {inForce.version}, <RelativeTime at={inForce.madeAt} />
          {inForce.madeBy ? ` by ${inForce.madeBy.name}` : ''}: {inForce.reason}
          <br />
          What outlives an erasure, and for how many years after the end of its own year. Who the client is stays as long as any of it.
        </p>
        {changed > 0 && <PutInForce changed={changed} busy={busy} onUndo={() => setTyped(null)} onPut={(reason) => void put(reason)} />}
      </div>
      <RetentionFields draft={draft} before={before} regimes={regimes} onChange={setTyped} />
      {changed > 0 && <RetentionEffect rules={rulesIn(draft)} />}
      <RetentionVersions />
    </>
  )
}

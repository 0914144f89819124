import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { ChangeRetentionDocument, RetentionInForceDocument, RetentionVersionsDocument, type RetentionInForceQuery } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
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
import { useRetentionEffect } from './use-retention-effect'

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
  const inForceNow = useRetentionEffect(rulesIn(before))
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
      <div className={listing.bar}>
        <p>
          Version {inForce.version}, <RelativeTime at={inForce.madeAt} />
          {inForce.madeBy ? ` by ${inForce.madeBy.name}` : ''}: {inForce.reason}
        </p>
      </div>
      <p className={classes.about}>
        What is kept of a client who is erased or made anonymous, and for how many years after the end of the year in which it happened. Compliance alone can read it, and on its day it is
        destroyed by itself. A legal hold keeps it for longer. All else, documents too, goes with the erasure unless the whole client is held. These rules destroy nothing of other clients.
      </p>
      <RetentionFields draft={draft} before={before} regimes={regimes} kept={inForceNow.effect?.kept} onChange={setTyped} />
      {changed > 0 && <Change draft={draft} changed={changed} busy={busy} onUndo={() => setTyped(null)} onPut={(reason) => void put(reason)} />}
      <RetentionVersions />
    </>
  )
}

/** What comes of a change, before it is put in force. */
function Change({ draft, ...put }: { draft: RetentionDraft; changed: number; busy: boolean; onUndo: () => void; onPut: (reason: string) => void }) {
  return (
    <div className={classes.change}>
      <RetentionEffect rules={rulesIn(draft)} />
      <PutInForce {...put} />
    </div>
  )
}

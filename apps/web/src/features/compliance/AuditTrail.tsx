import { Button } from '@mantine/core'
import { Fragment, useState } from 'react'
import { formatCount } from '../../lib/number'
import { exactTime } from '../../lib/time'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { actionWords, atCommandLine } from './action-words'
import { AuditEntryDetail } from './AuditEntryDetail'
import { AuditFilters } from './AuditFilters'
import type { AuditState } from './audit-state'
import classes from './AuditTrail.module.css'
import { useAuditChain, useAuditState, useAuditTrail, type AuditRow } from './use-audit'

/** Who saw and changed what, newest first; a row opens what it changed and where it came from. */
export function AuditTrail() {
  const [state, change] = useAuditState()
  const reading = useAuditTrail(state)
  const { actions, chain, checking, check } = useAuditChain()
  const whole = chain?.lastWholeCheck
  return (
    <div className={classes.screen}>
      <AuditFilters state={state} actions={actions} onChange={change} />
      <div className={classes.scroll}>
        <Entries reading={reading} onChange={change} />
      </div>
      <div className={classes.foot}>
        <span>
          {chain ? `${formatCount(chain.entries)} entries in one chain. ` : ''}
          {whole ? (
            <>
              Found whole <RelativeTime at={whole.at} />
              {whole.checkedTo ? `, up to ${exactTime(new Date(whole.checkedTo))}.` : '.'}
            </>
          ) : (
            'Not checked yet.'
          )}
        </span>
        <Button variant="default" size="compact-sm" loading={checking} onClick={check}>
          Check the chain
        </Button>
      </div>
    </div>
  )
}

interface EntriesProps {
  reading: ReturnType<typeof useAuditTrail>
  onChange: (change: Partial<AuditState>) => void
}

function Entries({ reading: { entries, failed, refetch, more }, onChange }: EntriesProps) {
  const [opened, setOpened] = useState<string | null>(null)
  if (failed) return <FailureNote failed={failed} what="The audit trail" onRetry={refetch} />
  if (!entries) return <GreyRows label="the audit trail" rows={12} height={36} />
  if (entries.length === 0) return <p className={listing.none}>Nothing on record fits these filters. Take one of them back.</p>
  return (
    <>
      <table className={listing.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Whose data</th>
            <th scope="col">Kinds of data</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Fragment key={entry.id}>
              <Row entry={entry} open={entry.id === opened} onOpen={() => setOpened(entry.id === opened ? null : entry.id)} />
              {entry.id === opened && (
                <tr className={classes.detail}>
                  <td colSpan={6}>
                    <AuditEntryDetail row={entry} onChange={onChange} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {more && (
        <Button m={12} variant="default" onClick={more}>
          Older entries
        </Button>
      )}
    </>
  )
}

function whoseData({ clients: [client], clientCount, subject }: AuditRow): string {
  if (client) return clientCount > 1 ? `${client.displayName ?? 'A client'} and ${formatCount(clientCount - 1)} more` : (client.displayName ?? 'A client')
  return subject ? actionWords(subject.type) : '—'
}

function Row({ entry, open, onOpen }: { entry: AuditRow; open: boolean; onOpen: () => void }) {
  const { action, at, actor, reads, credential, address, agent, late } = entry
  return (
    <tr className={classes.row} data-open={open || undefined} onClick={onOpen}>
      <th scope="row" className={classes.action}>
        <button type="button" className={classes.opens} aria-expanded={open} title={action}>
          {actionWords(action)}
        </button>
        {late && <span className={classes.late}>late</span>}
      </th>
      <td title={exactTime(new Date(at))}>
        <RelativeTime at={at} />
      </td>
      <td>
        {actor ? actor.name : 'System'}
        {atCommandLine(credential) && ', at the command line'}
      </td>
      <td className={listing.wide}>{whoseData(entry)}</td>
      <td>{reads ? reads.join(', ') : 'change'}</td>
      <td className="mono">{[address, agent].filter(Boolean).join(' ') || '—'}</td>
    </tr>
  )
}

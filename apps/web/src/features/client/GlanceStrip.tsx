import { IconMail, IconPhone } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatNumber, formatShare } from '../../lib/number'
import { formatDate } from '../../lib/time'
import { RelativeTime } from '../../ui/RelativeTime'
import { ContactEdit } from './ContactEdit'
import { Exposure, exposureLabel, useExposure } from './Exposure'
import classes from './GlanceStrip.module.css'
import { GoalsEdit } from './GoalsEdit'
import { inWords, listInWords } from './names'
import { PreferencesEdit } from './PreferencesEdit'
import { Reason } from './Reason'
import { RiskEdit } from './RiskEdit'
import { SensitiveData } from './SensitiveData'
import type { Profile } from './use-client'

interface GlanceStripProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
  /** A telephone number or address was opened: the call or email is to be logged. */
  onReach: (channel: 'CALL' | 'EMAIL', address: string) => void
}

/** The client at one glance: only figures that exist, each with its unit, span or reason. */
export function GlanceStrip({ profile, refetch, onReach }: GlanceStripProps) {
  const editing = { profile, refetch }
  const exposure = useExposure(profile.id)
  const { engagement, risk, contact, goals } = profile
  return (
    <div className={classes.strip} role="group" aria-label="At a glance">
      {engagement?.lastContactAt && <LastContact profile={profile} at={engagement.lastContactAt} />}
      {exposure && (
        <Cell label={exposureLabel(exposure)} wide>
          <Exposure exposure={exposure} />
        </Cell>
      )}
      <Cell label={<RiskEdit {...editing} />} wide>
        {risk ? (
          <>
            <b className={classes.value}>{inWords(risk.tolerance)}</b>
            <Reason
              words={[
                risk.score == null ? null : `score ${risk.score}`,
                risk.horizon && inWords(risk.horizon).toLowerCase(),
                risk.assessedOn && `assessed ${formatDate(new Date(risk.assessedOn))}`,
              ]}
            />
          </>
        ) : (
          <Reason words={['Not assessed']} />
        )}
      </Cell>
      {engagement?.churnRisk != null && (
        <Cell label="Churn risk">
          <b className={classes.value}>{formatShare(engagement.churnRisk)}</b>
          <Reason words={['of leaving']} />
        </Cell>
      )}
      {goals && (
        <Cell label={<GoalsEdit {...editing} />} wide>
          <Goals goals={goals} />
        </Cell>
      )}
      {contact && (
        <Cell label={<ContactEdit {...editing} />} wide>
          <Reach profile={profile} onReach={onReach} />
        </Cell>
      )}
      {profile.communicationPreferences && (
        <Cell label={<PreferencesEdit {...editing} />}>
          <Preferences profile={profile} />
        </Cell>
      )}
      <Cell label="Sensitive">
        <SensitiveData clientId={profile.id} />
      </Cell>
    </div>
  )
}

function Cell({ label, children, wide = false }: { label: ReactNode; children: ReactNode; wide?: boolean }) {
  return (
    <section className={`${classes.cell} ${wide ? classes.wide : ''}`}>
      <h2 className={classes.label}>{label}</h2>
      {children}
    </section>
  )
}

function LastContact({ profile, at }: { profile: Profile; at: string }) {
  const frequency = profile.communicationPreferences?.frequency
  return (
    <Cell label="Last contact">
      <b className={classes.value}>
        <RelativeTime at={at} clientZone={profile.communicationPreferences?.timeZone ?? null} />
      </b>
      {frequency && <Reason words={[frequency === 'ON_EVENT' ? 'wants it on events' : `wants it ${inWords(frequency).toLowerCase()}`]} />}
    </Cell>
  )
}

/** The ways to reach the client: the primary ones first, each opening the device's own and the form to log it. */
function Reach({ profile, onReach }: Pick<GlanceStripProps, 'profile' | 'onReach'>) {
  const phones = [...(profile.contact?.phones ?? [])].sort((a, b) => Number(b.primary) - Number(a.primary))
  const emails = [...(profile.contact?.emails ?? [])].sort((a, b) => Number(b.primary) - Number(a.primary))
  if (phones.length + emails.length === 0) return <Reason words={['No phone or email yet']} />
  return (
    <ul className={classes.ways}>
      {phones.slice(0, 2).map(({ number, label }) => (
        <li key={number}>
          <a href={`tel:${number}`} title={`${number} (${label.toLowerCase()}): call and log it`} onClick={() => onReach('CALL', number)}>
            <IconPhone size={13} stroke={1.6} />
            <span>{number}</span>
          </a>
        </li>
      ))}
      {emails.slice(0, phones.length > 1 ? 1 : 2).map(({ address, label }) => (
        <li key={address}>
          <a href={`mailto:${address}`} title={`${address} (${label.toLowerCase()}): write and log it`} onClick={() => onReach('EMAIL', address)}>
            <IconMail size={13} stroke={1.6} />
            <span>{address}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Preferences({ profile }: { profile: Profile }) {
  const { communicationPreferences: wants, tradingPreferences: trades } = profile
  const how = [
    wants && wants.channels.length > 0 && listInWords(wants.channels),
    wants && wants.timesOfDay.length > 0 && listInWords(wants.timesOfDay).toLowerCase(),
  ]
  const first = how.filter(Boolean).join(', ') || 'No preference'
  const second = trades
    ? [listInWords(trades.commodities), listInWords(trades.instruments).toLowerCase()].filter((part) => part !== '').join('; ')
    : ''
  return (
    <>
      <b className={classes.text} title={first}>
        {first}
      </b>
      <Reason words={[second || 'No commodities named']} />
    </>
  )
}

function Goals({ goals }: { goals: NonNullable<Profile['goals']> }) {
  const [first] = goals
  if (!first) return <Reason words={['None set']} />
  const [now, target] = [Number(first.currentValue), Number(first.targetValue)]
  const share = first.targetValue != null && first.currentValue != null && target > 0 ? now / target : null
  return (
    <>
      <b className={classes.text} title={first.title}>
        {first.title}
      </b>
      {share !== null && (
        <span className={classes.track} aria-hidden="true">
          <i style={{ width: `${Math.max(0, Math.min(100, share * 100))}%` }} />
        </span>
      )}
      <Reason
        words={[
          share === null ? null : `${formatNumber(now)} of ${formatNumber(target)} ${(first.unit ?? '').toLowerCase()}`,
          first.dueOn && `by ${formatDate(new Date(first.dueOn))}`,
          goals.length > 1 && `and ${goals.length - 1} more`,
        ]}
      />
    </>
  )
}

import { CopyButton, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { PossibleOwnersDocument } from '../../generated/graphql'
import { useHeadingRef } from '../../lib/page-head'
import { useNow } from '../../lib/use-now'
import { brokerZone, formatHour, isZone, placeOf, zonesDiffer } from '../../lib/time'
import { useQuery } from '../../lib/use-query'
import { Initials } from '../../ui/Initials'
import classes from './ClientHeader.module.css'
import { EditPopover } from './EditPopover'
import { choices, codeIn, inWords, stages } from './names'
import { Tags } from './Tags'
import type { Profile } from './use-client'

interface ClientHeaderProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
  /** The buttons at the right. */
  actions: ReactNode
}

/** Who the client is, in two lines: name, reference and status; stage, owner, tags and the time at the client's place. */
export function ClientHeader({ profile, refetch, actions }: ClientHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <Initials name={profile.displayName} size={32} />
        <h1 ref={useHeadingRef()} className={classes.name}>
          <NameEdit profile={profile} refetch={refetch} />
        </h1>
        <CopyButton value={profile.reference}>
          {({ copied, copy }) => (
            <button type="button" className={`mono ${classes.reference}`} onClick={copy} title="Copy the reference">
              {copied ? 'Copied' : profile.reference}
            </button>
          )}
        </CopyButton>
        <span className={classes.status} data-status={profile.status}>
          {inWords(profile.status)}
        </span>
        <div className={classes.actions}>{actions}</div>
      </div>
      <div className={classes.second}>
        <StageEdit profile={profile} refetch={refetch} />
        <span className={classes.rule} />
        <OwnerEdit profile={profile} refetch={refetch} />
        <span className={classes.rule} />
        <Tags client={profile} />
        <LocalTime zone={profile.communicationPreferences?.timeZone ?? null} />
      </div>
    </header>
  )
}

type EditProps = Pick<ClientHeaderProps, 'profile' | 'refetch'>

function NameEdit(props: EditProps) {
  return (
    <EditPopover
      {...props}
      label="Name"
      read={({ displayName }) => displayName}
      write={(displayName) => ({ displayName })}
      say={(name) => name}
      target={
        <span className={classes.nameText} title={props.profile.displayName}>
          {props.profile.displayName}
        </span>
      }
    >
      {({ value, set, edit }) => (
        <TextInput
          label="Name"
          data-autofocus
          value={value}
          maxLength={200}
          error={edit.faultOf('displayName')}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </EditPopover>
  )
}

function StageEdit(props: EditProps) {
  const { lifecycleStage } = props.profile
  const reached = stages.indexOf(lifecycleStage)
  return (
    <EditPopover
      {...props}
      label="Stage"
      read={(profile) => profile.lifecycleStage}
      write={(stage) => ({ lifecycleStage: stage })}
      say={inWords}
      width={220}
      target={
        <>
          <span className={classes.label}>Stage</span>
          <span className={classes.steps} aria-hidden="true">
            {stages.map((stage, index) => (
              <i key={stage} data-on={index < reached} data-at={index === reached} />
            ))}
          </span>
          <b className={classes.value}>{inWords(lifecycleStage)}</b>
        </>
      }
    >
      {({ value, set, edit }) => (
        <Select
          label="Stage"
          data-autofocus
          data={choices(stages)}
          value={value}
          comboboxProps={{ withinPortal: false }}
          error={edit.faultOf('lifecycleStage')}
          onChange={(next) => set(codeIn(stages, next) ?? value)}
        />
      )}
    </EditPopover>
  )
}

function OwnerEdit(props: EditProps) {
  const { owner } = props.profile
  return (
    <EditPopover
      {...props}
      label="Owner"
      read={(profile) => ({ id: profile.owner?.id ?? null, name: profile.owner?.name ?? '' })}
      write={({ id }) => ({ ownerId: id })}
      say={({ name }) => name}
      width={240}
      needs={['clients:write', 'clients:assign']}
      target={
        <>
          <span className={classes.label}>Owner</span>
          {owner ? (
            <>
              <Initials name={owner.name} size={18} />
              <span className={classes.value}>{owner.name}</span>
            </>
          ) : (
            <span className={classes.value}>Nobody</span>
          )}
        </>
      }
    >
      {({ value, set, edit }) => <OwnerSelect value={value} onChange={set} error={edit.faultOf('ownerId')} />}
    </EditPopover>
  )
}

interface OwnerSelectProps {
  value: { id: string | null; name: string }
  onChange: (owner: { id: string | null; name: string }) => void
  error: string | undefined
}

/** Read only once it is opened. Handing a client over may end one's own sight of it, so it says so. */
function OwnerSelect({ value, onChange, error }: OwnerSelectProps) {
  const { data } = useQuery(PossibleOwnersDocument)
  const active =
    data?.users?.nodes?.flatMap((user) => (user?.active && user.id && user.name ? [{ value: user.id, label: user.name }] : [])) ?? []
  const known =
    active.some((user) => user.value === value.id) || value.id === null ? active : [{ value: value.id, label: value.name }, ...active]
  return (
    <Select
      label="Owner"
      data-autofocus
      searchable
      data={known}
      value={value.id}
      error={error}
      description="The owner decides who sees this client."
      comboboxProps={{ withinPortal: false }}
      onChange={(id, option) => onChange({ id, name: option?.label ?? '' })}
    />
  )
}

/** The clock at the client's, where it shows another hour than ours. */
function LocalTime({ zone }: { zone: string | null }) {
  const now = useNow()
  if (!zone || !isZone(zone)) return null
  const same = !zonesDiffer(now, zone, brokerZone())
  return (
    <span className={classes.clock} title={`${zone}${same ? ', the same time as here' : `; here it is ${formatHour(now)}`}`}>
      {formatHour(now, zone)} in {placeOf(zone)}
    </span>
  )
}

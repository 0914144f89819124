import { Button, Menu } from '@mantine/core'
import { IconCheckbox, IconEye, IconHistory, IconKey, IconMail, IconNote, IconPhone, IconShieldCheck, IconStar, IconThumbUp, IconUsers } from '@tabler/icons-react'
import { Suspense, useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { ClientHeader } from '../features/client/ClientHeader'
import { GlanceStrip } from '../features/client/GlanceStrip'
import { OutOfReach } from '../features/client/OutOfReach'
import { StatusMenu } from '../features/client/StatusMenu'
import { useClient, type ClientReading } from '../features/client/use-client'
import { ClientTimeline } from '../features/timeline/ClientTimeline'
import type { Entry } from '../features/timeline/entry'
import { RecordPanel, type RecordKind } from '../features/timeline/record/RecordPanel'
import { useArrivals } from '../features/timeline/use-arrivals'
import { useFeeds } from '../features/timeline/use-feed'
import { useSelection } from '../features/timeline/use-selection'
import { useKeys } from '../lib/keys'
import { lazyPart } from '../lib/lazy-part'
import { usePageHead } from '../lib/page-head'
import { paths } from '../lib/paths'
import { may, useSession } from '../lib/session'
import { FailureNote } from '../ui/FailureNote'
import { GreyRows } from '../ui/GreyRows'
import { Kbd } from '../ui/Kbd'
import classes from './ClientPage.module.css'

const ClientConsents = lazyPart(async () => (await import('../features/client/ClientConsents')).ClientConsents)
const ClientRelations = lazyPart(async () => (await import('../features/client/ClientRelations')).ClientRelations)
const ClientSight = lazyPart(async () => (await import('../features/access/ClientSight')).ClientSight)
const ClientPrivacy = lazyPart(async () => (await import('../features/compliance/ClientPrivacy')).ClientPrivacy)
const ClientStanding = lazyPart(async () => (await import('../features/compliance/ClientStanding')).ClientStanding)
const RecordAsOf = lazyPart(async () => (await import('../features/compliance/RecordAsOf')).RecordAsOf)
const ClientAccesses = lazyPart(async () => (await import('../features/compliance/ClientAccesses')).ClientAccesses)

/** One client: who it is at a glance, and all that happened. Another client is another page, so nothing of the one stays. */
export function ClientPage() {
  const { id = '' } = useParams()
  return <OneClient key={id} id={id} />
}

const actions: readonly { kind: RecordKind; label: string; keys: string; icon: typeof IconPhone }[] = [
  { kind: 'call', label: 'Call', keys: 'c', icon: IconPhone },
  { kind: 'email', label: 'Email', keys: 'e', icon: IconMail },
  { kind: 'note', label: 'Note', keys: 'n', icon: IconNote },
  { kind: 'order', label: 'Order', keys: 'o', icon: IconCheckbox },
]

function OneClient({ id }: { id: string }) {
  const reading = useClient(id)
  const feeds = useFeeds(id)
  const isCut = (useArrivals(id, feeds) && reading.wasSeen) || reading.cut
  const selection = useSelection(feeds.feed)
  const [open, setOpen] = useState<{ kind: RecordKind; address: string | null; about: Entry | null } | null>(null)
  const [isRestricted, setRestricted] = useState(false)
  const { profile, failed } = reading
  usePageHead([{ label: 'Clients', to: paths.clients }, { label: (isCut || isRestricted ? null : profile?.displayName) ?? 'Client' }])
  const isRecorder = may(useSession().me, 'interactions:write')
  const mayRecord = isRecorder && profile?.status === 'ACTIVE' && !isCut
  // What a form is about stays, whatever is selected while it is open.
  const begin = (kind: RecordKind, address: string | null = null) =>
    setOpen({ kind, address, about: selection.entry?.client?.id === id ? selection.entry : null })
  useKeys([
    ...(isRecorder ? actions : []).map(({ kind, label, keys }) => ({
      keys,
      label: kind === 'note' ? 'Add a note' : `Log ${label.toLowerCase()}`,
      group: 'Client',
      run: () => begin(kind),
      disabled: !mayRecord,
    })),
    { keys: 'Escape', label: 'One layer back', group: 'Client', run: () => (open ? setOpen(null) : selection.select(null)) },
  ])
  if (isRestricted) return <OutOfReach because="restricted" />
  if (isCut || (failed && !profile && isRefused(failed.code))) return <OutOfReach because={isCut ? 'cut' : 'never'} />
  if (!profile)
    return failed ? (
      <FailureNote failed={failed} what="The client" onRetry={() => void reading.refetch()} />
    ) : (
      <GreyRows label="the client" rows={4} height={28} />
    )

  const panel = open && mayRecord && (
    <RecordPanel
      key={[open.kind, open.about?.id, open.address].join(' ')}
      kind={open.kind}
      clientId={id}
      feeds={feeds}
      about={open.about}
      address={open.address}
      onClose={() => setOpen(null)}
      onSaved={(entry) => selection.select(entry)}
    />
  )
  return (
    <div className={classes.page}>
      <div className={classes.body}>
        <Top reading={{ ...reading, profile }} mayRecord={mayRecord} onBegin={begin} onHidden={() => setRestricted(true)} />
        <div className={classes.timeline}>
          <ClientTimeline
            clientId={id}
            feeds={feeds}
            selection={selection}
            clientZone={profile.communicationPreferences?.timeZone ?? null}
            panel={panel || null}
            onRecord={mayRecord ? begin : null}
          />
        </div>
      </div>
      {isRecorder && <Actions className={classes.thumb ?? ''} enabled={mayRecord} onBegin={begin} withKeys={false} />}
    </div>
  )
}

const isRefused = (code: string) => code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'GONE'

interface TopProps {
  reading: ClientReading & { profile: NonNullable<ClientReading['profile']> }
  mayRecord: boolean
  onBegin: (kind: RecordKind, address?: string | null) => void
  onHidden: () => void
}

function Top({ reading: { profile, refetch }, mayRecord, onBegin, onHidden }: TopProps) {
  const { me } = useSession()
  const [asks, setAsks] = useState<'who' | 'sight' | 'consents' | 'relations' | 'past' | 'privacy' | null>(null)
  const isRecorder = may(me, 'interactions:write')
  const mayPrivacy = ['privacy:export', 'privacy:restrict', 'privacy:erase', 'holds:write'].some((permission) => may(me, permission))
  return (
    <div className={classes.top}>
      <ClientHeader
        profile={profile}
        refetch={refetch}
        actions={
          <>
            {isRecorder && <Actions enabled={mayRecord} onBegin={onBegin} withKeys />}
            <StatusMenu profile={profile} refetch={refetch}>
              {isRecorder && (
                <Menu.Item leftSection={<IconStar size={14} stroke={1.6} />} disabled={!mayRecord} onClick={() => onBegin('feedback')}>
                  Record feedback
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconUsers size={14} stroke={1.6} />} onClick={() => setAsks('relations')}>
                Relations
              </Menu.Item>
              {may(me, 'clients:preferences') && (
                <Menu.Item leftSection={<IconThumbUp size={14} stroke={1.6} />} onClick={() => setAsks('consents')}>
                  Consents
                </Menu.Item>
              )}
              {(may(me, 'clients:grant') || may(me, 'access:explain')) && (
                <Menu.Item leftSection={<IconKey size={14} stroke={1.6} />} onClick={() => setAsks('sight')}>
                  Who may see this
                </Menu.Item>
              )}
              {may(me, 'audit:read') && (
                <Menu.Item leftSection={<IconEye size={14} stroke={1.6} />} onClick={() => setAsks('who')}>
                  Who has seen this
                </Menu.Item>
              )}
              {may(me, 'audit:read') && (
                <Menu.Item leftSection={<IconHistory size={14} stroke={1.6} />} onClick={() => setAsks('past')}>
                  As it was
                </Menu.Item>
              )}
              {mayPrivacy && (
                <Menu.Item leftSection={<IconShieldCheck size={14} stroke={1.6} />} onClick={() => setAsks('privacy')}>
                  Privacy
                </Menu.Item>
              )}
            </StatusMenu>
          </>
        }
      />
      {/* The client's next version may be the one that is restricted, or no longer. */}
      <Suspense>{may(me, 'privacy:read') && <ClientStanding key={profile.version} id={profile.id} />}</Suspense>
      <GlanceStrip
        profile={profile}
        refetch={refetch}
        onReach={(channel, address) => mayRecord && onBegin(channel === 'CALL' ? 'call' : 'email', address)}
      />
      <Suspense>
        {asks === 'consents' && (
          <ClientConsents clientId={profile.id} mayChange={may(me, 'clients:write') && (profile.status === 'ACTIVE' || profile.status === 'INACTIVE')} onClose={() => setAsks(null)} />
        )}
        {asks === 'relations' && (
          <ClientRelations client={profile} mayChange={may(me, 'clients:write') && (profile.status === 'ACTIVE' || profile.status === 'INACTIVE')} onClose={() => setAsks(null)} />
        )}
        {asks === 'who' && <ClientAccesses clientId={profile.id} onClose={() => setAsks(null)} />}
        {asks === 'sight' && <ClientSight clientId={profile.id} onClose={() => setAsks(null)} />}
        {asks === 'past' && <RecordAsOf id={profile.id} onClose={() => setAsks(null)} />}
        {asks === 'privacy' && <ClientPrivacy client={profile} onClose={() => setAsks(null)} onHidden={onHidden} />}
      </Suspense>
    </div>
  )
}

interface ActionsProps {
  className?: string
  enabled: boolean
  withKeys: boolean
  onBegin: (kind: RecordKind) => void
}

/** What is done all day: in the header on a desk, in thumb's reach on a phone. An inactive client takes none. */
function Actions({ className, enabled, withKeys, onBegin }: ActionsProps): ReactNode {
  return (
    <div className={className ?? classes.actions} role="group" aria-label="Record">
      {actions.map(({ kind, label, keys, icon: Icon }, index) => (
        <Button
          key={kind}
          variant={index === 0 && withKeys ? 'filled' : 'default'}
          disabled={!enabled}
          {...(!enabled && { title: 'The client is inactive. Activate it first.' })}
          leftSection={<Icon size={15} stroke={1.7} />}
          {...(withKeys && { rightSection: <Kbd keys={keys} /> })}
          onClick={() => onBegin(kind)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}

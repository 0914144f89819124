import { Button } from '@mantine/core'
import type { TokenRowFragment } from '../../generated/graphql'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { RelativeTime } from '../../ui/RelativeTime'
import { browserName } from './browser-name'
import classes from './Credentials.module.css'
import { RevokeToken } from './RevokeToken'
import { scopesInWords } from './scopes'
import { useCredentials } from './use-credentials'
import type { SessionRow } from './use-sessions'
import type { FirmUser } from './use-users'

/** Where another user is signed in and which programs act for it, each with its end. */
export function Credentials({ user }: { user: FirmUser }) {
  const { sessions, tokens, failed, refetch, more, busy, end, revoke } = useCredentials(user)
  if (failed) return <FailureNote failed={failed} what="The list of sessions and tokens" onRetry={refetch} />
  if (!sessions || !tokens) return <GreyRows label="the sessions and tokens" rows={3} height={36} />
  return (
    <>
      <section className={classes.part} aria-label="Sessions">
        <h2>Sessions</h2>
        {sessions.length === 0 && <p>Nowhere signed in.</p>}
        <ul>{sessions.map((session) => <OneSession key={session.id} session={session} busy={busy} onEnd={() => void end(session)} />)}</ul>
      </section>
      <section className={classes.part} aria-label="Tokens">
        <h2>Tokens</h2>
        {tokens.length === 0 && <p>No program acts for this user.</p>}
        <ul>{tokens.map((token) => <OneToken key={token.id} token={token} busy={busy} onRevoke={() => void revoke(token)} />)}</ul>
        {more && (
          <Button variant="default" onClick={more}>
            Older tokens
          </Button>
        )}
      </section>
    </>
  )
}

function OneSession({ session: { createdAt, seenAt, address, userAgent }, busy, onEnd }: { session: SessionRow; busy: boolean; onEnd: () => void }) {
  const name = browserName(userAgent ?? null)
  return (
    <li>
      <div>
        <b title={userAgent ?? ''}>{name}</b>
        <small>
          {address && <span className="mono">{address}</span>} opened <RelativeTime at={createdAt} />, used <RelativeTime at={seenAt} />
        </small>
      </div>
      <Button variant="default" disabled={busy} onClick={onEnd} aria-label={`End ${name}`}>
        End
      </Button>
    </li>
  )
}

function OneToken({ token: { name, prefix, scopes, createdAt, lastUsedAt, expiresAt }, busy, onRevoke }: { token: TokenRowFragment; busy: boolean; onRevoke: () => void }) {
  return (
    <li>
      <div>
        <b>{name}</b>
        <small>
          <span className="mono">{prefix}…</span> {scopesInWords(scopes)}
        </small>
        <small>
          made <RelativeTime at={createdAt} />, {lastUsedAt ? <>used <RelativeTime at={lastUsedAt} /></> : 'never used'}, {expiresAt ? <>expires <RelativeTime at={expiresAt} /></> : 'never expires'}
        </small>
      </div>
      <RevokeToken name={name} busy={busy} onRevoke={onRevoke} />
    </li>
  )
}

import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { TokenRowFragment } from '../../generated/graphql'
import { useKeys } from '../../lib/keys'
import { may, useSession } from '../../lib/session'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { Kbd } from '../../ui/Kbd'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from '../../ui/Listing.module.css'
import { NewTokenForm } from './NewTokenForm'
import { RevokeToken } from './RevokeToken'
import { scopesInWords } from './scopes'
import { useTokens } from './use-tokens'

interface RowProps {
  token: TokenRowFragment
  busy: boolean
  onRevoke: () => void
}

function Row({ token: { name, prefix, scopes, createdAt, lastUsedAt, expiresAt }, busy, onRevoke }: RowProps) {
  const words = scopesInWords(scopes)
  return (
    <tr>
      <th scope="row" title={name}>
        {name}
      </th>
      <td className="mono">{prefix}…</td>
      <td className={classes.wide} title={words}>
        {words}
      </td>
      <td>
        <span className={classes.label}>Made </span>
        <RelativeTime at={createdAt} />
      </td>
      <td>
        <span className={classes.label}>Used </span>
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'never'}
      </td>
      <td>
        <span className={classes.label}>Expires </span>
        {expiresAt ? <RelativeTime at={expiresAt} /> : 'never'}
      </td>
      <td className={classes.deed}>
        <RevokeToken name={name} busy={busy} onRevoke={onRevoke} />
      </td>
    </tr>
  )
}

/** The tokens by which programs act for the person at the page. */
export function TokenList() {
  const { me } = useSession()
  const { tokens, failed, refetch, more, busy, revoke } = useTokens()
  const [opened, { open, close }] = useDisclosure(false)
  const mayMake = may(me, 'tokens:write')
  useKeys([{ keys: 'n', label: 'New token', group: 'Tokens', run: open, disabled: !mayMake }])
  if (failed) return <FailureNote failed={failed} what="The list of tokens" onRetry={refetch} />
  if (!tokens) return <GreyRows label="the tokens" rows={4} height={36} />
  return (
    <>
      <div className={classes.bar}>
        <p>A token lets a program act for you, with no more than what it is allowed.</p>
        <Button disabled={!mayMake} {...(!mayMake && { title: 'Your roles do not allow tokens. Ask an administrator.' })} onClick={open} rightSection={<Kbd keys="n" />}>
          New token
        </Button>
      </div>
      {tokens.length === 0 ? <p className={classes.none}>No tokens yet. Make one for each program, so that each can be revoked alone.</p> : <Table tokens={tokens} busy={busy} onRevoke={revoke} />}
      {more && (
        <Button m={12} variant="default" onClick={more}>
          Older tokens
        </Button>
      )}
      <Drawer opened={opened} onClose={close} position="right" size={420} title="New token" closeButtonProps={{ 'aria-label': 'Close' }}>
        <NewTokenForm onClose={close} />
      </Drawer>
    </>
  )
}

function Table({ tokens, busy, onRevoke }: { tokens: readonly TokenRowFragment[]; busy: boolean; onRevoke: (token: TokenRowFragment) => Promise<unknown> }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">Begins with</th>
          <th scope="col">May</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">Expires</th>
          <th scope="col" aria-label="Deeds" />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <Row key={token.id} token={token} busy={busy} onRevoke={() => void onRevoke(token)} />
        ))}
      </tbody>
    </table>
  )
}

import { useMutation } from '@apollo/client/react'
import { Button, Drawer, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState, type FormEvent } from 'react'
import { Link } from 'react-router'
import {
  ClientRelationsDocument, RelatableClientsDocument, RelateClientsDocument, TimelineTogetherDocument, UnrelateClientsDocument, type ClientKind, type RelationRowFragment,
} from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { paths } from '../../lib/paths'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import classes from './DrawerRows.module.css'
import { ways, wordsFor } from './relation-words'

interface Props {
  client: { id: string; kind: ClientKind }
  mayChange: boolean
  onClose: () => void
}

const readAgain = [ClientRelationsDocument, TimelineTogetherDocument]

/** With whom a client lives, for whom it acts, what belongs to what, and who introduced whom. */
export function ClientRelations({ client, mayChange, onClose }: Props) {
  const { data, error, refetch } = useQuery(ClientRelationsDocument, { variables: { id: client.id }, fetchPolicy: 'network-only' })
  const relations = data?.client?.relations
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Relations" closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && !relations && <FailureNote failed={toFailure(error)} what="The list of relations" onRetry={() => void refetch()} />}
      {!error && !relations && <GreyRows label="the relations" rows={3} height={48} />}
      {relations?.length === 0 && <p className={classes.none}>No relations yet. A household, or a company with its people, can be read as one timeline.</p>}
      <ul className={classes.list}>
        {relations?.map((relation) => (
          <One key={relation.id} relation={relation} clientId={client.id} mayChange={mayChange} onClose={onClose} />
        ))}
      </ul>
      {mayChange && relations && <Relate client={client} />}
    </Drawer>
  )
}

function One({ relation, clientId, mayChange, onClose }: { relation: RelationRowFragment; clientId: string; mayChange: boolean; onClose: () => void }) {
  const { busy, attempt } = useAttempt()
  const [unrelate] = useMutation(UnrelateClientsDocument, { refetchQueries: readAgain })
  const other = relation.from.id === clientId ? relation.to : relation.from
  const words = wordsFor(relation, clientId)
  return (
    <li className={classes.one}>
      <p className={classes.head}>
        <span>{words}</span> <Link to={paths.client(other.id)} onClick={onClose}>{other.displayName}</Link>
      </p>
      <p className={classes.aside}>{[other.reference, relation.note].filter(Boolean).join(' · ')}</p>
      {mayChange && (
        <div className={classes.deed}>
          <ConfirmButton
            label="Remove"
            ariaLabel={`Remove: ${words} ${other.displayName}`}
            effect="They are read together no more. The audit trail keeps that they were."
            confirm="Remove relation"
            disabled={busy}
            onConfirm={() => void attempt(() => unrelate({ variables: { id: relation.id } }), 'Relation removed')}
          />
        </div>
      )}
    </li>
  )
}

function Relate({ client }: Pick<Props, 'client'>) {
  const { busy, attempt } = useAttempt()
  const [relate] = useMutation(RelateClientsDocument, { refetchQueries: readAgain })
  const possible = ways.filter((way) => way.of.includes(client.kind))
  const [value, setValue] = useState(possible[0]?.value ?? '')
  const [otherId, setOtherId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const way = possible.find((one) => one.value === value)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!way || otherId === null) return
    const [fromId, toId] = way.forward ? [client.id, otherId] : [otherId, client.id]
    if (await attempt(() => relate({ variables: { input: { fromId, toId, kind: way.kind, note: note.trim() || null } } }), 'Relation recorded')) return
    setOtherId(null)
    setNote('')
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h2 className={classes.title}>Record a relation</h2>
      <Select label="This client" data={possible.map(({ value: code, words }) => ({ value: code, label: words }))} value={value} onChange={(next) => setValue(next ?? value)} />
      <OtherClient clientId={client.id} value={otherId} onChange={setOtherId} />
      <TextInput label="Note" placeholder="Head of trading" value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes.deeds}>
        <Button type="submit" loading={busy} disabled={otherId === null}>
          Record
        </Button>
      </div>
    </form>
  )
}

/** Another client, found by the beginning of a name. */
function OtherClient({ clientId, value, onChange }: { clientId: string; value: string | null; onChange: (id: string | null) => void }) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const { data, previousData } = useQuery(RelatableClientsDocument, { variables: { search }, skip: search.trim() === '' })
  const found = (data ?? previousData)?.clients.nodes.filter(({ id }) => id !== clientId) ?? []
  return (
    <Select
      label="Whom"
      placeholder="Begin to type a name"
      searchable
      clearable
      nothingFoundMessage={search.trim() === '' ? 'Begin to type a name' : 'No such client'}
      data={found.map(({ id, displayName, reference }) => ({ value: id, label: `${displayName} · ${reference}` }))}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  )
}

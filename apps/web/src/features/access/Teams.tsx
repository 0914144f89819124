import { useMutation } from '@apollo/client/react'
import { Button, Drawer, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { FirmTeamsDocument, PutUpWallDocument, TakeDownWallDocument, type FirmTeamsQuery } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { may, useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { DrawerForm } from '../../ui/DrawerForm'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { ReasonButton } from '../../ui/ReasonButton'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './Firm.module.css'

type Team = FirmTeamsQuery['teams'][number]
type Wall = NonNullable<Team['walls']>[number]

/** The firm's teams with who is in them, and the walls that keep the clients of one from the other. */
export function Teams() {
  const { me } = useSession()
  const [building, setBuilding] = useState(false)
  const { data, error, refetch } = useQuery(FirmTeamsDocument, { fetchPolicy: 'cache-and-network' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The list of teams" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the teams" rows={5} height={36} />
  const walls = [...new Map(data.teams.flatMap((team) => team.walls ?? []).map((wall) => [wall.id, wall])).values()]
  const mayBuild = may(me, 'walls:write')
  return (
    <>
      <div className={listing.bar}>
        <p>A user’s team is set with the user. Behind a wall, the clients of one team do not exist for the other: in no list, count, search or message.</p>
        {mayBuild && (
          <Button disabled={data.teams.length < 2} {...(data.teams.length < 2 && { title: 'There are not two teams yet.' })} onClick={() => setBuilding(true)}>
            New wall
          </Button>
        )}
      </div>
      <TeamTable teams={data.teams} />
      {walls.length > 0 && <WallTable walls={walls} mayTakeDown={mayBuild} />}
      <Drawer opened={building} onClose={() => setBuilding(false)} position="right" size={420} title="New wall" closeButtonProps={{ 'aria-label': 'Close' }}>
        <WallForm teams={data.teams.map(({ name }) => name)} onClose={() => setBuilding(false)} />
      </Drawer>
    </>
  )
}

function TeamTable({ teams }: { teams: readonly Team[] }) {
  if (teams.length === 0) return <p className={listing.none}>No teams yet. Give users a team, and it stands here.</p>
  return (
    <table className={listing.table}>
      <thead>
        <tr>
          <th scope="col">Team</th>
          <th scope="col">People</th>
          <th scope="col">Who</th>
          <th scope="col">Walls</th>
        </tr>
      </thead>
      <tbody>
        {teams.map(({ name, members, walls }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{plural(members.length, 'person', 'people')}</td>
            <td className={listing.wide} title={members.map((member) => member.name).join(', ')}>
              {members.map((member) => member.name).join(', ')}
            </td>
            <td>{walls?.map(({ teams: both }) => both.find((other) => other !== name)).join(', ') || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function WallTable({ walls, mayTakeDown }: { walls: readonly Wall[]; mayTakeDown: boolean }) {
  const { busy, attempt } = useAttempt()
  const [takeDown] = useMutation(TakeDownWallDocument, { refetchQueries: [FirmTeamsDocument] })
  return (
    <>
      <h2 className={classes.head}>Walls</h2>
      <table className={listing.table}>
        <thead>
          <tr>
            <th scope="col">Between</th>
            <th scope="col">Why</th>
            <th scope="col">Put up</th>
            <th scope="col">By</th>
            <th scope="col" aria-label="Deeds" />
          </tr>
        </thead>
        <tbody>
          {walls.map(({ id, teams, reason, madeAt, madeBy }) => (
            <tr key={id}>
              <th scope="row">{teams.join(' and ')}</th>
              <td className={listing.wide} title={reason}>
                {reason}
              </td>
              <td>
                <RelativeTime at={madeAt} />
              </td>
              <td>{madeBy?.name ?? '—'}</td>
              <td className={listing.deed}>
                {mayTakeDown && (
                  <ReasonButton
                    label="Take down"
                    ariaLabel={`Take down the wall between ${teams.join(' and ')}`}
                    effect="From this moment on, either team sees the other’s clients as far as its roles reach."
                    confirm="Take down"
                    maxLength={500}
                    busy={busy}
                    onConfirm={async (why) => (await attempt(() => takeDown({ variables: { input: { id, reason: why } } }), 'Wall taken down')) === null}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function WallForm({ teams, onClose }: { teams: readonly string[]; onClose: () => void }) {
  const [putUp] = useMutation(PutUpWallDocument, { refetchQueries: [FirmTeamsDocument] })
  const { busy, attempt } = useAttempt()
  const [refused, setRefused] = useState<string | null>(null)
  const form = useForm({
    initialValues: { one: '', other: '', reason: '' },
    validate: {
      one: (one) => (one === '' ? 'Choose a team.' : null),
      other: (other, { one }) => (other === '' ? 'Choose a team.' : other === one ? 'Choose another team.' : null),
      reason: (reason) => (reason.trim() === '' ? 'Say why.' : null),
    },
  })
  const save = form.onSubmit(async ({ one, other, reason }) => {
    setRefused(null)
    const failed = await attempt(() => putUp({ variables: { input: { teams: [one, other], reason } } }), 'Wall put up', { quiet: true })
    if (failed) setRefused(explained(failed, 'The wall').title)
    else onClose()
  })
  const data = [...teams]
  return (
    <DrawerForm refused={refused} send="Put up" busy={busy} onSubmit={save} onCancel={onClose}>
      <Select label="Between" placeholder="A team" data={data} withAsterisk data-autofocus searchable comboboxProps={{ withinPortal: false }} {...form.getInputProps('one')} />
      <Select label="And" placeholder="Another team" data={data} withAsterisk searchable comboboxProps={{ withinPortal: false }} {...form.getInputProps('other')} />
      <TextInput label="Why" withAsterisk maxLength={500} autoComplete="off" {...form.getInputProps('reason')} />
    </DrawerForm>
  )
}

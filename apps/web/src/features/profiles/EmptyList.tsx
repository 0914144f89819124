import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import { may, useSession } from '../../lib/session'
import classes from './ClientList.module.css'
import { isNarrowed, widened, type ListState } from './list-state'

interface Props {
  state: ListState
  onChange: (change: Partial<ListState>) => void
  onNew: () => void
}

/** Where the rows would be: why there are none, and what to do about it. */
export function EmptyList({ state, onChange, onNew }: Props) {
  const { me } = useSession()
  if (isNarrowed(state)) {
    return (
      <Note says={state.search ? `Nobody matches “${state.search}” with these filters.` : 'Nobody matches these filters.'}>
        <Button variant="default" onClick={() => onChange(widened(state))}>
          Clear filters
        </Button>
        {state.whose !== 'all' && (
          <Button variant="default" onClick={() => onChange({ whose: 'all' })}>
            Look among all clients
          </Button>
        )}
      </Note>
    )
  }
  return (
    <Note says={state.whose === 'mine' ? 'You look after no clients yet.' : 'There are no clients here yet.'}>
      {state.whose === 'mine' && (
        <Button variant="default" onClick={() => onChange({ whose: 'all' })}>
          Show all clients
        </Button>
      )}
      {may(me, 'clients:write') && (
        <Button variant="default" onClick={onNew}>
          New client
        </Button>
      )}
      {may(me, 'imports:write') && (
        <Button variant="default" component={Link} to={paths.import}>
          Import a file
        </Button>
      )}
    </Note>
  )
}

function Note({ says, children }: { says: string; children: React.ReactNode }) {
  return (
    <div className={classes.empty}>
      <strong>{says}</strong>
      <div className={classes.emptyActions}>{children}</div>
    </div>
  )
}

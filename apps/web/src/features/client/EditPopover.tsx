import { Button, Popover } from '@mantine/core'
import { useEffect, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import type { UpdateClientInput } from '../../generated/graphql'
import { explained } from '../../lib/failure'
import { may, useSession } from '../../lib/session'
import classes from './EditPopover.module.css'
import type { Profile } from './use-client'
import { useFieldEdit, type FieldEdit } from './use-field-edit'

interface EditPopoverProps<T> {
  /** What is edited, as a noun: "Risk". */
  label: string
  profile: Profile
  refetch: () => Promise<Profile | null>
  /** The value as it stands in a profile. */
  read: (profile: Profile) => T
  /** The change that a value means. */
  write: (value: T) => Omit<UpdateClientInput, 'id' | 'version'>
  /** A value in words, for telling two apart. */
  say: (value: T) => string
  children: (editing: { value: T; set: (value: T) => void; edit: FieldEdit }) => ReactNode
  target: ReactNode
  width?: number
  /** The permissions that the change takes; without them the target only tells. */
  needs?: readonly string[]
}

/** Edits one part of the profile in its place. When someone else was first, both values are shown and one is chosen. */
export function EditPopover<T>({ needs = ['clients:write'], ...editing }: EditPopoverProps<T>) {
  const { me } = useSession()
  if (!needs.every((permission) => may(me, permission))) return <span className={classes.target}>{editing.target}</span>
  return <Editor {...editing} />
}

function Editor<T>({ label, profile, refetch, read, write, say, children, target, width = 300 }: Omit<EditPopoverProps<T>, 'needs'>) {
  const [opened, setOpened] = useState(false)
  const [base, setBase] = useState(profile)
  const [value, set] = useState(() => read(profile))
  const edit = useFieldEdit(base, refetch)
  useEffect(() => {
    if (!opened) return
    setBase(profile)
    set(read(profile))
    edit.reset()
    // Only at opening: what is typed must not be replaced by a change that arrives meanwhile; the version finds that out.
  }, [opened])
  const save = async (over?: Profile) => (await edit.save(write(value), over)) && setOpened(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    void save()
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus shadow="none" width={width}>
      <Popover.Target>
        <button
          type="button"
          className={classes.target}
          title={`Edit ${label.toLowerCase()}`}
          aria-expanded={opened}
          onClick={() => setOpened((was) => !was)}
        >
          {target}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel ?? ''}>
        <form onSubmit={submit} onKeyDown={saveByKey} className={classes.form} aria-label={`Edit ${label.toLowerCase()}`}>
          {edit.theirs ? (
            <Conflict
              label={label}
              theirs={say(read(edit.theirs))}
              mine={say(value)}
              saving={edit.saving}
              onTheirs={() => setOpened(false)}
              onMine={() => edit.theirs && void save(edit.theirs)}
              onEdit={() => takeOver(edit, setBase)}
            />
          ) : (
            <>
              {children({ value, set, edit })}
              {edit.failed && (
                <p className={classes.failed} role="alert">
                  {edit.failed.fields.length > 0
                    ? edit.failed.fields.map(({ message }) => message).join(' ')
                    : explained(edit.failed, label).title}
                </p>
              )}
              <div className={classes.actions}>
                <Button type="submit" loading={edit.saving}>
                  Save
                </Button>
                <Button variant="default" onClick={() => setOpened(false)}>
                  Cancel
                </Button>
              </div>
            </>
          )}
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Goes on editing what was typed, from now on against the version that the other one made. */
function takeOver(edit: FieldEdit, setBase: (profile: Profile) => void) {
  if (edit.theirs) setBase(edit.theirs)
  edit.reset()
}

interface ConflictProps {
  label: string
  theirs: string
  mine: string
  saving: boolean
  onTheirs: () => void
  onMine: () => void
  onEdit: () => void
}

function Conflict({ label, theirs, mine, saving, onTheirs, onMine, onEdit }: ConflictProps) {
  return (
    <div role="alert" className={classes.conflict}>
      <p className={classes.title}>Someone else changed this client while you typed.</p>
      <dl>
        <dt>{label} now</dt>
        <dd>{theirs || 'empty'}</dd>
        <dt>You typed</dt>
        <dd>{mine || 'empty'}</dd>
      </dl>
      <div className={classes.actions}>
        <Button onClick={onMine} loading={saving} data-autofocus>
          Keep mine
        </Button>
        <Button variant="default" onClick={onTheirs}>
          Keep theirs
        </Button>
        <Button variant="default" onClick={onEdit}>
          Edit
        </Button>
      </div>
    </div>
  )
}

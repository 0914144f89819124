import { Modal, Switch } from '@mantine/core'
import { setSingleKeys, useAllKeys, useSingleKeys, type KeyBinding } from '../../lib/keys'
import { Kbd } from '../Kbd'
import classes from './KeySheet.module.css'

/** The bindings under their headings; where two parts bind the same key, the innermost counts. */
export function byGroup(layers: ReadonlyArray<readonly KeyBinding[]>): Map<string, KeyBinding[]> {
  const last = new Map(layers.flat().map((binding) => [binding.keys, binding]))
  const groups = new Map<string, KeyBinding[]>()
  for (const binding of last.values()) groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding])
  return groups
}

/** The sheet of keys: what each does on this screen, and the switch for single keys. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = byGroup(useAllKeys())
  const on = useSingleKeys()
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.groups}>
        {[...groups].map(([group, bindings]) => (
          <section key={group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.list}>
              {bindings.map(({ keys, label }) => (
                <div key={keys} className={classes.row}>
                  <dt>{label}</dt>
                  <dd>
                    <span className="visually-hidden">{keys}</span>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        className={classes.switch ?? ''}
        checked={on}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label="Single keys act without Ctrl or ⌘"
      />
    </Modal>
  )
}

import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Refused } from '../../ui/Refused'
import classes from './ShownSecret.module.css'

interface Props {
  name: string
  secret: string
  /** What the secret is: "token". */
  what?: string
  onDone: () => void
}

/** A new secret, this once. */
export function ShownSecret({ name, secret, what = 'token', onDone }: Props) {
  const { copy, copied, error } = useClipboard({ timeout: 3_000 })
  return (
    <div className={classes.form}>
      <p>
        The {what} for <strong>{name}</strong> is made. Copy it now: it is not kept here, and not shown again.
      </p>
      <output className={classes.secret} aria-label={`The ${what}`}>
        {secret}
      </output>
      {error && <Refused>The browser did not let it be copied. Select it, then copy it by hand.</Refused>}
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={() => copy(secret)}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  )
}

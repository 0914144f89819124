import { IconPencil } from '@tabler/icons-react'
import classes from './EditLabel.module.css'

/** A cell's heading that opens its editor. */
export function EditLabel({ text }: { text: string }) {
  return (
    <span className={classes.label}>
      {text}
      <IconPencil size={12} stroke={1.7} className={classes.pencil ?? ''} />
    </span>
  )
}

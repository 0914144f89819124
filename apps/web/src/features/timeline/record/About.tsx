import type { Entry } from '../entry'
import classes from './RecordPanel.module.css'

/** What a note or feedback will hang on. */
export function About({ about }: { about: Entry | null }) {
  return about && <p className={classes.about}>About <b>{about.title}</b></p>
}

import { Glyph } from './Glyph'
import classes from './Legend.module.css'

interface LegendProps {
  /** Bars stand for counts in every lane that is open. */
  isFar: boolean
}

/** What the shapes mean, in one line: the states of an order near by, heights and bands from far away. */
export function Legend({ isFar }: LegendProps) {
  return (
    <div className={classes.legend}>
      {isFar ? <Far /> : <Near />}
      <span className={classes.entry}><i className={classes.move} />Market move</span>
      <span className={classes.entry}><i className={classes.future} />Still to come</span>
    </div>
  )
}

const orderStates = [
  ['order-placed', 'Placed'],
  ['order-partial', 'Part filled'],
  ['order-filled', 'Filled'],
  ['order-cancelled', 'Cancelled'],
  ['order-rejected', 'Rejected'],
  ['order-working', 'Working'],
] as const

const Near = () => (
  <>
    {orderStates.map(([glyph, name]) => (
      <span key={glyph} className={classes.entry}><Glyph name={glyph} lane="orders" size={14} />{name}</span>
    ))}
    <span className={classes.entry}><i className={classes.pile} />Several in one place</span>
  </>
)

const Far = () => (
  <span className={classes.entry}>
    Fewer <i className={classes.tones}><i /><i /><i /><i /><i /></i> more, each lane on its own scale
  </span>
)

import type { DensityLayer } from '../../ui/timeline/density'
import { formatCount } from '../../lib/number'
import { stretchInWords } from '../../ui/timeline/stretch-words'
import { byYear, type StandOut } from './stand-outs'
import classes from './StandOuts.module.css'

const shortly = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

interface StandOutsProps {
  standOuts: readonly StandOut[]
  /** The stretch that is lit on the lanes. */
  lit: string | null
  onLight: (standOut: StandOut | null) => void
  onGo: (standOut: StandOut) => void
  overview: DensityLayer | null
  onYear: (year: number) => void
}

/** Ten years in words: what stood out, and the counts of each year. Buttons in both, so that a keyboard walks them and Enter zooms in. */
export function StandOuts({ standOuts, lit, onLight, onGo, overview, onYear }: StandOutsProps) {
  return (
    <div className={classes.scroller}>
      <ul aria-label="What stood out, the most surprising first">
        {standOuts.map((one) => (
          <li key={one.id} className={one.lane === null ? classes.silent : `tl-${one.lane}`}>
            <button
              type="button"
              className={classes.row}
              data-lit={one.id === lit || undefined}
              onPointerEnter={() => onLight(one)}
              onPointerLeave={() => onLight(null)}
              onFocus={() => onLight(one)}
              onBlur={() => onLight(null)}
              onClick={() => onGo(one)}
            >
              <span className={classes.title} title={one.title}>{one.title}</span>
              <span className={classes.when} title={stretchInWords(one.span)}>{shortly.format(one.span.from)}</span>
              <span className={classes.detail}>{one.detail}</span>
            </button>
          </li>
        ))}
      </ul>
      {standOuts.length === 0 && <p className={classes.none}>Nothing differs much from what is usual here.</p>}
      {overview && <Years overview={overview} onYear={onYear} />}
    </div>
  )
}

function Years({ overview, onYear }: { overview: DensityLayer; onYear: (year: number) => void }) {
  const rows = byYear(overview)
  if (rows.length < 2) return null
  const most = Math.max(1, ...rows.map(({ orders }) => orders))
  return (
    <table className={classes.years}>
      <caption>By year</caption>
      <thead>
        <tr>
          <th scope="col">Year</th>
          <th scope="col" colSpan={2}>Order events</th>
          <th scope="col">Calls, mails</th>
          <th scope="col">Notes</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ year, orders, contact, notes }) => (
          <tr key={year}>
            <th scope="row">
              <button type="button" onClick={() => onYear(year)} title={`Show ${year}`}>{year}</button>
            </th>
            <td>{formatCount(orders)}</td>
            <td className={classes.bar}><i style={{ width: `${(orders / most) * 100}%` }} /></td>
            <td>{formatCount(contact)}</td>
            <td>{formatCount(notes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

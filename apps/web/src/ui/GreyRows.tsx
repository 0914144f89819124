import { useEffect, useState } from 'react'
import classes from './GreyRows.module.css'

interface Props {
  /** What is being loaded, for those who do not see it. */
  label: string
  rows: number
  /** Height of one row in pixels, that of the real one. */
  height: number
}

const widths = ['62%', '48%', '71%', '55%', '40%', '66%']

/** Stands for rows that are on their way: grey blocks in the rows' real height, shown only after 150 ms. */
export function GreyRows({ label, rows, height }: Props) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={`Loading ${label}`}>
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className={classes.row} style={{ height }}>
            <span className={classes.block} style={{ width: widths[row % widths.length] }} />
          </div>
        ))}
    </div>
  )
}

import { useLayoutEffect, useRef, useState } from 'react'
import { NavLink } from 'react-router'
import classes from './TabRow.module.css'

interface Props {
  /** What the tabs are of. */
  label: string
  tabs: readonly { path: string; label: string }[]
  /** The path of the one that is open. */
  current: string
}

/** Tabs, each at an address of its own. Where they do not fit, the open one is scrolled to, and an end beyond which there are more fades out. */
export function TabRow({ label, tabs, current }: Props) {
  const row = useRef<HTMLElement>(null)
  const [more, setMore] = useState({ before: false, after: false })
  const look = () => {
    if (row.current === null) return
    const { scrollLeft, scrollWidth, clientWidth } = row.current
    const [before, after] = [scrollLeft > 1, scrollLeft + clientWidth < scrollWidth - 1]
    setMore((known) => (known.before === before && known.after === after ? known : { before, after }))
  }
  useLayoutEffect(() => {
    row.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    look()
  }, [current])
  useLayoutEffect(() => {
    const width = new ResizeObserver(look)
    if (row.current) width.observe(row.current)
    return () => width.disconnect()
  }, [])
  return (
    <nav ref={row} className={classes.tabs} aria-label={label} data-before={more.before || undefined} data-after={more.after || undefined} onScroll={look}>
      {tabs.map(({ path, label: name }) => (
        <NavLink key={path} className={classes.tab ?? ''} to={path}>
          {name}
        </NavLink>
      ))}
    </nav>
  )
}

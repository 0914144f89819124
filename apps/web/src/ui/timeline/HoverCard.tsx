import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { placeCard } from './card-place'
import classes from './HoverCard.module.css'
import { domId } from './lane-item'

interface HoverCardProps {
  /** The mark under the pointer; null where there is none. */
  id: string | null
  render: (id: string) => ReactNode
}

const showAfter = 120
/** Time to get from the mark into the card, in milliseconds. */
const hideAfter = 160

/** What floats beside a mark: on the side where it covers the fewest others, kept while the pointer is in it, closed by Escape. */
export function HoverCard({ id, render }: HoverCardProps) {
  const [shown, setShown] = useState<string | null>(null)
  const [kept, setKept] = useState(false)
  const card = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (id === null && kept) return
    const timer = setTimeout(() => setShown(id), id === null ? hideAfter : showAfter)
    return () => clearTimeout(timer)
  }, [id, kept])

  useEffect(() => {
    if (shown === null) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setShown(null)
    const closeOnPress = (event: Event) => !card.current?.contains(event.target as Node) && setShown(null)
    window.addEventListener('keydown', close)
    window.addEventListener('pointerdown', closeOnPress)
    window.addEventListener('wheel', closeOnPress, { passive: true })
    return () => {
      window.removeEventListener('keydown', close)
      window.removeEventListener('pointerdown', closeOnPress)
      window.removeEventListener('wheel', closeOnPress)
    }
  }, [shown])

  useLayoutEffect(() => {
    const mark = shown === null ? null : document.getElementById(domId(shown))
    if (!mark || !card.current) return
    const others = [...document.querySelectorAll('.tl-mark')].filter((other) => other !== mark).map((other) => other.getBoundingClientRect())
    const room = { width: window.innerWidth, height: window.innerHeight }
    const at = placeCard({ mark: mark.getBoundingClientRect(), card: card.current.getBoundingClientRect(), others, room })
    card.current.style.transform = `translate(${at.x}px, ${at.y}px)`
  }, [shown])

  const content = shown === null ? null : render(shown)
  if (content === null) return null
  return (
    <div ref={card} className={classes.card} onPointerEnter={() => setKept(true)} onPointerLeave={() => setKept(false)}>
      {content}
    </div>
  )
}

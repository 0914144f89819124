import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { usualRoom, type PastRoom } from './past-scale'
import classes from './PastGrip.module.css'

interface PastGripProps {
  room: PastRoom
  onRoom: (room: PastRoom) => void
}

const least = 40
const most = 400
const step = 16

/** The grip between the past and the window: dragged, it trades one for the other; a double click gives both their usual width. */
export function PastGrip({ room, onRoom }: PastGripProps) {
  const from = useRef<{ x: number; band: number } | null>(null)
  const take = (band: number) => onRoom({ ...room, band: Math.round(Math.min(most, Math.max(least, band))) })
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, band: room.band }
  }
  const drag = (event: PointerEvent) => from.current && take(from.current.band + event.clientX - from.current.x)
  const turn = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    take(room.band + by)
  }
  return (
    <div
      className={classes.grip}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the past"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={room.band}
      tabIndex={0}
      title="Drag to show more of the past; double click for its usual width (\ hides it)"
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={() => (from.current = null)}
      onPointerCancel={() => (from.current = null)}
      onDoubleClick={() => onRoom(usualRoom)}
      onKeyDown={turn}
    />
  )
}

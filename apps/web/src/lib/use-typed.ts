import { useCallback, useEffect, useRef, useState } from 'react'
import { useLatest } from './use-latest'

interface Typed {
  text: string
  /** Takes what was typed, and hands it on once the typing pauses. */
  type: (next: string) => void
  /** Hands this on at once. */
  ask: (next: string) => void
}

/**
 * What is typed into a field whose words are asked for once the typing pauses for that many milliseconds. A value from
 * outside (the way back) replaces it, unless more was typed and not yet handed on: what was handed on before comes back
 * as the value late.
 */
export function useTyped(value: string, onChange: (value: string) => void, pause: number): Typed {
  const [text, setText] = useState(value)
  const handOn = useLatest(onChange)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (timer.current === undefined) setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = useCallback(
    (next: string) => {
      clearTimeout(timer.current)
      timer.current = undefined
      setText(next)
      handOn(next)
    },
    [handOn],
  )
  const type = useCallback(
    (next: string) => {
      setText(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => ask(next), pause)
    },
    [ask, pause],
  )
  return { text, type, ask }
}

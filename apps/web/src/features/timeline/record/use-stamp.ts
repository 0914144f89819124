import { useCallback, useRef } from 'react'

/** The instant of the first try to save, kept as long as `content` is the same, so that a retry sends the very same. */
export function useStamp(content: string): () => string {
  const stamped = useRef<{ content: string; at: string } | null>(null)
  return useCallback(() => {
    if (stamped.current?.content !== content) stamped.current = { content, at: new Date().toISOString() }
    return stamped.current.at
  }, [content])
}

import { useMutation } from '@apollo/client/react'
import { useRef, useState } from 'react'
import { StartImportDocument } from '../../generated/graphql'
import { failure, toFailure, type Failure } from '../../lib/failure'
import { toInput, type Plan } from './plan'
import { upload } from './upload'

export interface Importing {
  /** Share of the file that is sent, 0 to 1; null while nothing is being sent. */
  sent: number | null
  failed: Failure | null
  /** Prepares the import, then sends the file. Gives its id once all bytes are there, null where it failed. */
  start: (file: File, plan: Plan, dryRun: boolean) => Promise<string | null>
  stop: () => void
}

/** Starts an import and sends its file. */
export function useImport(): Importing {
  const [startImport] = useMutation(StartImportDocument)
  const [sent, setSent] = useState<number | null>(null)
  const [failed, setFailed] = useState<Failure | null>(null)
  const sending = useRef<AbortController | null>(null)

  const send = async (file: File, plan: Plan, dryRun: boolean) => {
    const input = toInput(plan, dryRun, crypto.randomUUID())
    const { data } = await startImport({ variables: { input } })
    const started = data?.startImport
    if (!started?.upload) throw failure('UNAVAILABLE', 'The server gave no address for the file.')
    sending.current = new AbortController()
    await upload(file, started.upload, { onProgress: setSent, signal: sending.current.signal })
    return started.id
  }

  const start = async (file: File, plan: Plan, dryRun: boolean) => {
    setFailed(null)
    setSent(0)
    try {
      return await send(file, plan, dryRun)
    } catch (error) {
      setFailed(toFailure(error))
      return null
    } finally {
      setSent(null)
    }
  }
  return { sent, failed, start, stop: () => sending.current?.abort() }
}


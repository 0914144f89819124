import { failure, failureOfStatus } from '../../lib/failure'

interface UploadTo {
  url: string
  method: string
  headers: readonly { name: string; value: string }[]
}

interface Watch {
  /** Share of the bytes that are sent, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/**
 * Sends a file's bytes to the address that the API prepared. XMLHttpRequest, since fetch tells no progress of what it sends.
 * @throws {Failure} when the server refuses it or cannot be reached.
 */
export const upload = (file: File, { url, method, headers }: UploadTo, { onProgress, signal }: Watch): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const { name, value } of headers) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => (request.status < 300 ? resolve() : reject(failureOfStatus(request.status, messageOf(request))))
    request.onerror = () => reject(failure('NETWORK', 'The upload was cut off.'))
    request.onabort = () => reject(failure('NETWORK', 'The upload was stopped.'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })

/** The server's own sentence, where its answer has one. */
function messageOf(request: XMLHttpRequest): string {
  try {
    const body: unknown = JSON.parse(request.responseText)
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') return body.message
  } catch {
    return request.statusText
  }
  return request.statusText
}

/** What is wrong with a link, as Toxiproxy's toxics name it; `down` refuses connections. */
export const faults = ['latency', 'reset', 'timeout', 'slicing', 'bandwidth', 'down'] as const
export type Fault = (typeof faults)[number]

/** Those under which nothing gets through: the breaker has to open. */
export const isSilence = (fault: Fault): boolean => fault === 'reset' || fault === 'timeout' || fault === 'down'

/** A way to a store on which faults can be put. */
export interface Link {
  /** `host:port` */
  address: string
  put(fault: Fault): Promise<void>
  /** Takes what was put away again. */
  heal(): Promise<void>
}

interface Toxic {
  type: string
  /** In milliseconds, bytes, KB a second or microseconds, as Toxiproxy documents each. */
  attributes: Readonly<Record<string, number>>
}

const toxics: Readonly<Record<Exclude<Fault, 'down'>, Toxic>> = {
  latency: { type: 'latency', attributes: { latency: 60, jitter: 40 } },
  reset: { type: 'reset_peer', attributes: { timeout: 0 } },
  timeout: { type: 'timeout', attributes: { timeout: 0 } },
  slicing: { type: 'slicer', attributes: { average_size: 80, size_variation: 40, delay: 200 } },
  bandwidth: { type: 'bandwidth', attributes: { rate: 60 } },
}

const streams = ['upstream', 'downstream'] as const

/** Puts a link before a store. @param api where Toxiproxy answers. @param target `host:port` */
export async function layLink(api: string, name: string, target: string): Promise<Link> {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${api}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
    if (!response.ok) throw new Error(`Toxiproxy refuses ${method} ${path}: ${await response.text()}`)
    return response.status === 204 ? undefined : response.json()
  }
  const { listen } = (await ask('POST', '/proxies', { name, listen: '127.0.0.1:0', upstream: target })) as { listen: string } // As its API says.
  let present: Fault | null = null
  return {
    address: listen,
    async put(fault) {
      present = fault
      if (fault === 'down') return void (await ask('POST', `/proxies/${name}`, { enabled: false }))
      await Promise.all(streams.map((stream) => ask('POST', `/proxies/${name}/toxics`, { name: stream, stream, ...toxics[fault] })))
    },
    async heal() {
      if (present === 'down') await ask('POST', `/proxies/${name}`, { enabled: true })
      else if (present !== null) await Promise.all(streams.map((stream) => ask('DELETE', `/proxies/${name}/toxics/${stream}`)))
      present = null
    },
  }
}

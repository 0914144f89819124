import type { Surroundings } from '../../platform/module'
import { kindOf } from './archive-parts'
import type { Wording } from './archive-words'
import { peopleOf } from './people'

/** Who people are and what codes stand for, at the moment: what archives are worded with, but for the clients in them. */
export type WordingNow = () => Promise<Omit<Wording, 'clients'>>

export const createWording = ({ database, keys, commodities, environment }: Pick<Surroundings, 'database' | 'keys' | 'commodities' | 'environment'>): WordingNow => async () => ({
  people: await peopleOf({ database, keys }), commodities, timeZone: environment.FIRM_TIME_ZONE,
})

/** By id, what the clients are called whose profiles were handed out: "Zebulon Quixwood (C-000061)". */
export async function clientNames(profiles: AsyncIterable<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const line of profiles) {
    if (kindOf(line) !== 'profile') continue
    const { clientId, reference, displayName } = JSON.parse(line) as { clientId: string; reference: string; displayName: string }
    names.set(clientId, `${displayName} (${reference})`)
  }
  return names
}

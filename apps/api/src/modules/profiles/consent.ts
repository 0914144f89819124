import { Channel, ConsentPurpose } from '@brokersync/schema/enums'
import type { ClientId, ConsentId, UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { earliest, hasCome, instant } from '../../platform/errors/instant'

/** That a client agreed to something (GDPR, article 7): who asks must be able to show it, and it is as easily taken back as given. */
export interface Consent {
  id: ConsentId
  clientId: ClientId
  purpose: ConsentPurpose
  /** Null: by whatever channel. */
  channel: Channel | null
  givenAt: Date
  recordedBy: UserId
  /** Where it is known from, in the words of who recorded it. */
  source: string
  withdrawnAt: Date | null
  withdrawnBy: UserId | null
  withdrawalSource: string | null
}

const source = z.string('must say where it is known from').trim().min(1, 'must say where it is known from').max(2_000, 'must have at most 2,000 characters')
const past = instant.refine(hasCome, 'must not lie in the future').refine((at) => at.getTime() >= earliest, 'must be from 1900-01-01 on')

/** What is asked for when a consent is recorded. `givenAt` left out: now. */
export const consentInput = z.object({ purpose: z.enum(ConsentPurpose), channel: z.enum(Channel).nullish(), givenAt: past.nullish(), source })
/** What is asked for when it is taken back. `withdrawnAt` left out: now. */
export const withdrawalInput = z.object({ withdrawnAt: past.nullish(), source })

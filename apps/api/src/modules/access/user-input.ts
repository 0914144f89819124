import { Role } from '@brokersync/schema/enums'
import { z } from 'zod'
import { nameLine } from '../../platform/errors/line'
import type { Near, PasswordFault } from './password-rules'

const roles = z.array(z.enum(Role, 'must be a role'), 'must be a list of roles').min(1, 'must have at least one role').transform((given) => [...new Set(given)])
const name = nameLine(200)
const team = nameLine(100).nullish()

/** As it is kept: without case, as people type it. */
const email = z.string('must be a text').trim().toLowerCase().pipe(z.email('is not an email address').max(254, 'must have at most 254 characters'))

const password = (near: Near, faultOf: PasswordFault) =>
  z
    .string('must be a text')
    .superRefine((value, context) => {
      const fault = faultOf(value, near)
      if (fault !== null) context.addIssue(fault)
    })
    .nullish()

/** What is taken for a new user, whose password must be neither near to it nor guessed first. */
export const newUserInput = (near: Near, faultOf: PasswordFault) => z.object({ name, email, roles, team, password: password(near, faultOf) })

/** What is taken to change a user; what is left out stays. */
export const userChangeInput = z.object({
  id: z.string(),
  version: z.number(),
  name: name.optional(),
  roles: roles.optional(),
  team,
  active: z.boolean('must be true or false').optional(),
})

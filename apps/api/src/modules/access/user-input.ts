import { Role } from '@brokersync/schema/enums'
import { z } from 'zod'
import { line } from './faults'
import { passwordFault } from './password'

const roles = z.array(z.enum(Role, 'must be a role'), 'must be a list of roles').min(1, 'must have at least one role').transform((given) => [...new Set(given)])
const name = line(200)
const team = line(100).nullish()

/** As it is kept: without case, as people type it. */
const email = z.string('must be a text').trim().toLowerCase().pipe(z.email('is not an email address').max(254, 'must have at most 254 characters'))

const password = (address: string) =>
  z
    .string('must be a text')
    .superRefine((value, context) => {
      const fault = passwordFault(value, address)
      if (fault !== null) context.addIssue(fault)
    })
    .nullish()

/** What is taken for a new user. @param address the email that the password must not be. */
export const newUserInput = (address: string) => z.object({ name, email, roles, team, password: password(address.trim().toLowerCase()) })

/** What is taken to change a user; what is left out stays. */
export const userChangeInput = z.object({
  id: z.string(),
  version: z.number(),
  name: name.optional(),
  roles: roles.optional(),
  team,
  active: z.boolean('must be true or false').optional(),
})

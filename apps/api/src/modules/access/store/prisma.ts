import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { unavailable } from '../../../platform/errors/domain-error'
import { isAway } from '../../../platform/postgres/database'
import { PrismaClient } from './generated/client'

// Prisma's own codes for a database that cannot be reached, takes too long or closed the connection.
const away = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']

function awayOr(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return away.includes(code) || isAway(error) ? Object.assign(unavailable('The database'), { cause: error }) : error
}

/** Prisma's client of this module's schema on a pool of connections; its queries throw UNAVAILABLE when Postgres is away. */
export const openPrisma = (pool: pg.Pool) =>
  new PrismaClient({ adapter: new PrismaPg(pool, { schema: 'access' }) }).$extends({
    query: {
      $allOperations: ({ args, query }) =>
        query(args).catch((error: unknown) => {
          throw awayOr(error)
        }),
    },
  })

export type Prisma = ReturnType<typeof openPrisma>

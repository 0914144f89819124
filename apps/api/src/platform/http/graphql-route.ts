import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { statusOfError } from '@brokersync/schema/errors'
import { givenRequestId, requestIdHeader } from '@brokersync/schema/request-id'
import { viewAsHeader } from '@brokersync/schema/view-as'
import type { FastifyInstance } from 'fastify'
import { GraphQLError } from 'graphql'
import { isDomainError } from '../errors/domain-error'
import { isPassedOn } from '../federation/identity'
import { RequestContext } from '../graph/context'
import { tooLarge } from '../graph/early-limits'
import type { Authenticator } from './authenticator'
import { fromOf } from './caller-address'

// Apollo answers with 500 to what is thrown before the operation begins, unless it is told otherwise.
function refuse(error: unknown): never {
  if (!isDomainError(error)) throw error
  throw new GraphQLError(error.message, { originalError: error, extensions: { code: error.code, http: { status: statusOfError[error.code] } } })
}

/** Serves GraphQL over HTTP at /graphql (https://graphql.github.io/graphql-over-http). */
export function serveGraphql(server: FastifyInstance, apollo: ApolloServer<RequestContext>, authenticator: Authenticator): void {
  const handler = fastifyApolloHandler(apollo, {
    context: async (request) => {
      const large = tooLarge((request.body as { query?: unknown } | null)?.query)
      if (large !== null) throw new GraphQLError(large.message, { extensions: { ...large.extensions, http: { status: statusOfError.QUERY_TOO_COMPLEX } } })
      const { authorization, cookie, [viewAsHeader]: viewAs } = request.headers
      const actor = await authenticator.authenticate({ authorization, cookie, viewAs: viewAs?.toString() }).catch(refuse)
      // Many processes may serve one request: it has the id that the gateway gave it, in all of them.
      const id = isPassedOn(authorization) ? givenRequestId(request.headers[requestIdHeader]) : undefined
      return new RequestContext(actor, id ?? request.id, fromOf(request), `${request.protocol}://${request.host}`)
    },
  })
  server.route({ url: '/graphql', method: ['GET', 'POST', 'OPTIONS'], handler })
}

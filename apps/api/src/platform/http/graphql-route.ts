import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance } from 'fastify'
import { RequestContext } from '../graph/context'
import type { Authenticator } from './authenticator'

/** Serves GraphQL over HTTP at /graphql (https://graphql.github.io/graphql-over-http). */
export function serveGraphql(server: FastifyInstance, apollo: ApolloServer<RequestContext>, authenticator: Authenticator): void {
  const handler = fastifyApolloHandler(apollo, {
    context: async (request) => {
      const actor = await authenticator.authenticate({ authorization: request.headers.authorization, cookie: request.headers.cookie })
      return new RequestContext(actor, request.id)
    },
  })
  server.route({ url: '/graphql', method: ['GET', 'POST', 'OPTIONS'], handler })
}

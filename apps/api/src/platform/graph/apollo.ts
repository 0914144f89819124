import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { documentLimits, parseLimits } from '@brokersync/schema/document-limits'
import { statusOfError } from '@brokersync/schema/errors'
import { requestIdHeader } from '@brokersync/schema/request-id'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import type { ReadAudit } from '../audit/audit'
import { badInput, isDomainError, type DomainError } from '../errors/domain-error'
import type { Logger } from '../telemetry/logger'
import type { Budget, Left } from './budget'
import type { RequestContext } from './context'
import { costOf, fragmentsOf, requireAffordable } from './cost'
import { formatError } from './format-error'
import { noSchemaDump } from './no-schema-dump'

/** Writes the durable row of what an operation read, before its data leaves, unless a change of it did. */
const auditReads = (audit: ReadAudit): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, operation, operationName }) {
      contextValue.operationIs(operation?.operation ?? 'query', operationName)
    },
    async willSendResponse({ contextValue, response }) {
      const { reads, operation, origin } = contextValue
      if (reads.isOnRecord) return
      try {
        await audit.write(reads, operation, origin)
      } catch (error) {
        if (!isDomainError(error)) throw error
        // What could not be put on record does not leave.
        const { message, details, code } = error
        response.body = { kind: 'single', singleResult: { errors: [{ message, extensions: { ...details, code } }] } }
      }
    },
  }),
})

// GraphQL over HTTP: for `application/json`, a well-formed request is answered with 200 whatever the document is worth.
const statusOfJson: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ request, response }) {
      const accept = request.http?.headers.get('accept') ?? ''
      const isResponseJson = accept.includes('application/graphql-response+json')
      if (!isResponseJson && response.body.kind === 'single' && response.http.status === 400 && request.query !== undefined) response.http.status = 200
    },
  }),
}

// A subscription would be answered once, by a field that has nothing to show: it is told where it belongs.
const socketsForSubscriptions: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      if (operation?.operation !== 'subscription') return
      const told = badInput([{ path: '', message: 'A subscription needs a socket: graphql-ws at this same address' }])
      throw new GraphQLError(told.message, { originalError: told, extensions: { http: { status: statusOfError[told.code] } } })
    },
  }),
}

const asError = (error: DomainError) => {
  const retryAfter = error.details['retryAfter']
  const headers = typeof retryAfter === 'number' ? { headers: new HeaderMap([['retry-after', String(retryAfter)]]) } : {}
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: statusOfError[error.code], ...headers } } })
}

/** Refuses what costs more than one operation may, or than is left to its credential; a program is told what is left. */
const withinBudget = (schema: GraphQLSchema, budget: Budget): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => {
    let left: Left | null = null
    return {
      async didResolveOperation({ operation, document, request, contextValue: { actorOrNull } }) {
        if (operation === undefined) return
        const cost = costOf(operation, { schema, fragments: fragmentsOf(document), variables: request.variables ?? {} })
        try {
          requireAffordable(cost)
          left = await budget.take(actorOrNull, cost)
        } catch (error) {
          throw isDomainError(error) ? asError(error) : error
        }
      },
      async willSendResponse({ contextValue: { actorOrNull }, response: { body } }) {
        if (left === null || body.kind !== 'single' || actorOrNull?.credential.startsWith('token:') !== true) return
        body.singleResult.extensions = { ...body.singleResult.extensions, cost: left }
      },
    }
  },
})

const requestId: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      response.http.headers ??= new HeaderMap()
      response.http.headers.set(requestIdHeader, contextValue.requestId)
    },
  }),
}

/** Apollo Server over a schema, with the contract's errors, limits on documents, CSRF prevention and the audit of reads. */
export function createApollo(options: { schema: GraphQLSchema; audit: ReadAudit; introspection: boolean; budget: Budget; logger: Logger }): ApolloServer<RequestContext> {
  const { schema, audit, introspection, budget, logger } = options
  return new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    // Anybody could have documents kept here.
    persistedQueries: false,
    parseOptions: parseLimits,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    validationRules: introspection ? [documentLimits] : [documentLimits, noSchemaDump],
    // Apollo's own would print each answer with its keys sorted apart, and watch each field for cache hints that nobody gives.
    stringifyResult: (value) => JSON.stringify(value),
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), statusOfJson, withinBudget(schema, budget), auditReads(audit), requestId, socketsForSubscriptions],
    formatError: (formatted, error) => formatError(formatted, error, { hints: introspection, logger }),
    logger: { debug: () => undefined, info: () => undefined, warn: (message) => logger.warn(String(message)), error: (message) => logger.error(String(message)) },
  })
}

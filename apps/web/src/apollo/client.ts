import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client'
import { SetContextLink } from '@apollo/client/link/context'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { viewAsHeader } from '@brokersync/schema/view-as'
import { OperationTypeNode } from 'graphql'
import { tap } from 'rxjs'
import { toFailure } from '../lib/failure'
import { reportHttp } from '../lib/live-state'
import { forgetViewAs, viewedAs } from '../lib/view-as'
import { makeCache } from './cache'
import { probeWhileOffline } from './probe'
import { openSocket } from './socket'

declare module '@apollo/client' {
  export namespace ApolloClient {
    export namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all'
      }
      interface Query {
        errorPolicy: 'all'
      }
    }
  }
}

/** What the page holds of the server. */
export interface Connection {
  client: ApolloClient
  /** Drops all that was read and closes the socket, so that nothing of one session reaches the next. */
  forget: () => Promise<void>
}

const socketUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`

/**
 * Makes the connection of the page: queries and mutations over HTTP on the same origin with the session's cookie,
 * subscriptions over graphql-ws. `onSessionOver` is called at the first answer that says UNAUTHENTICATED.
 */
export function connect(onSessionOver: () => void): Connection {
  probeWhileOffline()
  const socket = openSocket({ url: socketUrl(), onSessionOver })
  const http = new HttpLink({ uri: '/graphql', credentials: 'same-origin', headers: { 'apollo-require-preflight': 'true' } })
  const isLive = ({ operationType }: ApolloLink.Operation) => operationType === OperationTypeNode.SUBSCRIPTION
  const errors = new ErrorLink(({ error, operation }) => {
    const { code } = toFailure(error)
    if (!isLive(operation)) reportHttp(code !== 'NETWORK')
    if (code === 'UNAUTHENTICATED') onSessionOver()
  })
  const heard = new ApolloLink((operation, forward) => forward(operation).pipe(tap(() => reportHttp(true))))
  const eyes = new SetContextLink(() => {
    const seen = viewedAs()
    return seen === null ? {} : { headers: { [viewAsHeader]: seen.as } }
  })
  const transport = ApolloLink.split(isLive, new GraphQLWsLink(socket), ApolloLink.from([heard, eyes, http]))
  const client = new ApolloClient({
    cache: makeCache(),
    link: ApolloLink.from([errors, transport]),
    // A module that is away costs its own fields, not the page: data and errors are both kept.
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  })
  const forget = async () => {
    forgetViewAs()
    socket.terminate()
    await client.clearStore()
  }
  return { client, forget }
}

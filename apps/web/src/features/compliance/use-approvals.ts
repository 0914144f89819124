import type { TypedDocumentNode } from '@apollo/client'
import { useApolloClient, useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ApprovalListDocument, CarryOutAnonymityDocument, CarryOutErasureDocument, CarryOutReleaseDocument, CarryOutRetentionDocument, CarryOutRolesDocument, CarryOutWallDocument, CarryOutWallRemovalDocument, DecideDocument, TakeBackDocument, type ApprovalRowFragment } from '../../generated/graphql'
import { explained, toFailure, type Failure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'

export type Approval = ApprovalRowFragment

/** How the page carries out what was approved: by the name of the operation that was asked for. */
const deeds: Readonly<Record<string, TypedDocumentNode<unknown, never>>> = {
  updateRetention: CarryOutRetentionDocument as TypedDocumentNode<unknown, never>,
  updateRoles: CarryOutRolesDocument as TypedDocumentNode<unknown, never>,
  setWall: CarryOutWallDocument as TypedDocumentNode<unknown, never>,
  removeWall: CarryOutWallRemovalDocument as TypedDocumentNode<unknown, never>,
  eraseClient: CarryOutErasureDocument as TypedDocumentNode<unknown, never>,
  anonymiseClient: CarryOutAnonymityDocument as TypedDocumentNode<unknown, never>,
  releaseClientHold: CarryOutReleaseDocument as TypedDocumentNode<unknown, never>,
}

export const isKnownDeed = (operation: string): boolean => operation in deeds

interface Reading {
  /** Null while they are on their way. */
  approvals: readonly Approval[] | null
  failed: Failure | null
  refetch: () => void
  more: (() => void) | null
  busy: boolean
  decide: (approval: Approval, approve: boolean, note: string) => void
  takeBack: (approval: Approval) => void
  carryOut: (approval: Approval) => void
}

/** What waits for a second person, or has; looked at anew every few seconds while the page is open. */
export function useApprovals(waiting: boolean): Reading {
  const client = useApolloClient()
  const [busy, setBusy] = useState(false)
  const { data, error, refetch, fetchMore } = useQuery(ApprovalListDocument, { variables: { waiting, first: 50 }, fetchPolicy: 'cache-and-network', pollInterval: 15_000 })
  const [decide] = useMutation(DecideDocument)
  const [takeBack] = useMutation(TakeBackDocument)
  const page = data?.approvals ?? null
  const attempt = async (run: () => Promise<unknown>, done: string) => {
    setBusy(true)
    try {
      await run()
      notifications.show({ message: done })
    } catch (failedBy) {
      const { title, advice } = explained(toFailure(failedBy), 'The change')
      notifications.show({ color: 'red', title, message: advice })
    }
    await refetch().catch(() => undefined)
    setBusy(false)
  }
  return {
    approvals: page?.nodes ?? null,
    failed: error && !page ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
    busy,
    decide: ({ id }, approve, note) => void attempt(() => decide({ variables: { input: { id, approve, note: note.trim() || null } } }), approve ? 'Approved' : 'Refused'),
    takeBack: ({ id }) => void attempt(() => takeBack({ variables: { input: { id } } }), 'Taken back'),
    carryOut({ operation, input }) {
      const mutation = deeds[operation]
      if (mutation) void attempt(() => client.mutate({ mutation, variables: { input } as never }), 'Carried out')
    },
  }
}

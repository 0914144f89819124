import { useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { AuditDetailDocument, AuditStateDocument, AuditTrailDocument, CheckAuditDocument, ExportAuditFileDocument, type AuditExportFormat, type AuditRowFragment, type AuditStateQuery } from '../../generated/graphql'
import { explained, toFailure, type Failure } from '../../lib/failure'
import { formatCount } from '../../lib/number'
import { useQuery } from '../../lib/use-query'
import { filterOf, readAuditState, writeAuditState, type AuditState } from './audit-state'

export type AuditRow = AuditRowFragment

const pageSize = 100

function sayWhy(what: string) {
  return (error: unknown) => {
    const { title, advice } = explained(toFailure(error), what)
    notifications.show({ color: 'red', title, message: advice })
  }
}

/** Which entries are asked for, kept in the address alone. */
export function useAuditState(): [AuditState, (change: Partial<AuditState>) => void] {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readAuditState(params), [params])
  const change = useCallback((next: Partial<AuditState>) => setParams((current) => writeAuditState({ ...readAuditState(current), ...next }), { replace: true }), [setParams])
  return [state, change]
}

interface Reading {
  /** Null while they are on their way. */
  entries: readonly AuditRow[] | null
  failed: Failure | null
  refetch: () => void
  /** Null where there are no more. */
  more: (() => void) | null
}

/** The entries that are asked for, page by page. */
export function useAuditTrail(state: AuditState): Reading {
  const { data, previousData, error, refetch, fetchMore } = useQuery(AuditTrailDocument, { variables: { filter: filterOf(state), first: pageSize }, fetchPolicy: 'cache-and-network' })
  const page = (data ?? previousData)?.auditTrail ?? null
  return {
    entries: page?.nodes ?? null,
    failed: error && !data ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
  }
}

/** What an entry changed, and the other entries about the same thing at that moment. */
export function useAuditDetail({ id, at, subject, actor }: AuditRow) {
  const to = new Date(Date.parse(at) + 1).toISOString()
  const { data, error } = useQuery(AuditDetailDocument, { variables: { filter: { from: at, to, subjectId: subject?.id ?? null, actorId: actor?.id ?? null } } })
  return { entry: data?.auditTrail.nodes.find((node) => node.id === id) ?? null, failed: error ? toFailure(error) : null }
}

interface Chain {
  actions: readonly string[]
  chain: AuditStateQuery['auditChain'] | null
  checking: boolean
  check: () => void
}

/** How long the chain is and up to where it was found whole; and the check of what came since. */
export function useAuditChain(): Chain {
  const { data, refetch } = useQuery(AuditStateDocument, { fetchPolicy: 'cache-and-network' })
  const [run, { loading }] = useMutation(CheckAuditDocument)
  const check = async () => {
    const { data: checked } = await run({ variables: { input: { from: null } } })
    const found = checked?.verifyAudit
    if (found?.intact) notifications.show({ message: `Whole: ${formatCount(found.entries)} entries checked` })
    else if (found) notifications.show({ color: 'red', autoClose: false, title: 'The audit trail was altered', message: `The first entry that does not follow: ${found.firstBrokenId ?? 'it is missing'}` })
    await refetch()
  }
  return { actions: data?.auditActions ?? [], chain: data?.auditChain ?? null, checking: loading, check: () => void check().catch(sayWhy('The check')) }
}

/** Fetches what is filtered as a file. */
export function useAuditExport(state: AuditState) {
  const [ask, { loading }] = useMutation(ExportAuditFileDocument)
  const fetchFile = async (format: AuditExportFormat) => {
    const { data } = await ask({ variables: { input: { format, filter: filterOf(state) } } })
    if (data) window.location.assign(data.exportAudit.url)
  }
  return { busy: loading, fetchFile: (format: AuditExportFormat) => void fetchFile(format).catch(sayWhy('The export')) }
}

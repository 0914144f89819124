import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { ReadRecord, type ReadAudit } from '../../../platform/audit/audit'
import { fromOf } from '../../../platform/http/caller-address'
import type { AuditExportService } from '../audit-export.service'

export const exportPath = (query: string) => `/api/audit/export?${query}`

const types = { CSV: 'text/csv; charset=utf-8', JSONL: 'application/x-ndjson; charset=utf-8' } as const

/** The audit trail as a file: `GET`, streamed in the chain's order; the reading itself is on record before its first byte. */
export function serveAuditExport(server: FastifyInstance, exports: AuditExportService, audit: ReadAudit): void {
  server.get<{ Querystring: { request?: string; pass?: string } }>('/api/audit/export', async (request, reply) => {
    const { format, holder, clientIds, lines } = await exports.open(request.query.request, request.query.pass)
    const reads = new ReadRecord()
    reads.add('audit', clientIds)
    await audit.write(reads, 'export audit', { actorId: holder, credential: 'pass', requestId: request.id, ...fromOf(request) })
    return reply
      .header('content-type', types[format])
      .header('content-disposition', `attachment; filename="audit.${format.toLowerCase()}"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(lines, { objectMode: false }))
  })
}

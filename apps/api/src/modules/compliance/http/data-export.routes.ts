import type { FastifyInstance } from 'fastify'
import { ReadRecord, type ReadAudit } from '../../../platform/audit/audit'
import { fromOf } from '../../../platform/http/caller-address'
import type { Logger } from '../../../platform/telemetry/logger'
import { archiveOf } from '../export-archive'
import type { PrivacyService } from '../privacy.service'
import type { WordingNow } from '../wording'

export const dataExportPath = (id: string, pass: string) => `/api/privacy/exports/${id}.zip?pass=${pass}`

/** All that is held of a client as one archive: `GET`; that it was fetched is on record before its first byte. */
export function serveDataExports(server: FastifyInstance, privacy: PrivacyService, { audit, wordingNow, logger }: { audit: ReadAudit; wordingNow: WordingNow; logger: Logger }): void {
  server.get<{ Params: { id: string }; Querystring: { pass?: string } }>('/api/privacy/exports/:id.zip', async (request, reply) => {
    const { holder, request: asked, files } = await privacy.fetch(request.params.id, request.query.pass)
    const reads = new ReadRecord()
    reads.add('data export', [asked.clientId])
    await audit.write(reads, `download data export ${asked.id}`, { actorId: holder, credential: 'pass', requestId: request.id, ...fromOf(request) })
    const { archive, missing } = await archiveOf(files, asked, wordingNow)
    if (missing.length > 0) logger.warn({ request: asked.id, missing }, 'Files of a data export are not on the disk any more: its manifest says so; ask for it anew')
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="${asked.reference}.zip"`)
      .header('cache-control', 'no-store')
      .send(archive)
  })
}

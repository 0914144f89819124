import type { FastifyInstance } from 'fastify'
import { ReadRecord, type ReadAudit } from '../../../platform/audit/audit'
import { fromOf } from '../../../platform/http/caller-address'
import type { Logger } from '../../../platform/telemetry/logger'
import { productionArchive } from '../production-archive'
import type { ProductionService } from '../production.service'

export const productionPath = (id: string, pass: string) => `/api/productions/${id}.zip?pass=${pass}`

/** A production as one archive: `GET`; that it was fetched is on record before its first byte. */
export function serveProductions(server: FastifyInstance, productions: ProductionService, { audit, logger }: { audit: ReadAudit; logger: Logger }): void {
  server.get<{ Params: { id: string }; Querystring: { pass?: string } }>('/api/productions/:id.zip', async (request, reply) => {
    const { holder, production, files } = await productions.fetch(request.params.id, request.query.pass)
    const reads = new ReadRecord()
    reads.add('production', [...production.wholeIds, ...production.partlyIds])
    await audit.write(reads, `download production ${production.id}`, { actorId: holder, credential: 'pass', requestId: request.id, ...fromOf(request) })
    const { archive, missing } = await productionArchive(files, production)
    if (missing.length > 0) logger.warn({ production: production.id, missing: missing.map(({ name }) => name) }, 'Files of a production are not on the disk any more: its missing.txt says so; make it anew')
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="production-${production.id}.zip"`)
      .header('cache-control', 'no-store')
      .send(archive)
  })
}

import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ReadRecord, type ReadAudit } from '../../../platform/audit/audit'
import { fromOf } from '../../../platform/http/caller-address'
import { badInput, DomainError } from '../../../platform/errors/domain-error'
import { fileLimit } from '../import'
import type { ImportService } from '../import.service'

/** The header that carries the leave to upload. */
export const passHeader = 'x-upload-pass'

export const uploadPath = (id: string) => `/api/imports/${id}/file`
export const rejectedPath = (id: string, pass: string) => `/api/imports/${id}/rejected-rows.csv?pass=${pass}`

type ById = { Params: { id: string }; Querystring: { pass?: string } }

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Who broke an upload off hears nothing of it, and it is no failure of ours. */
const brokenOff = (request: FastifyRequest, error: unknown): unknown =>
  request.raw.destroyed && !request.raw.complete ? badInput([{ path: '', message: 'The upload broke off' }]) : error

function requireFits(request: FastifyRequest): void {
  if (Number(request.headers['content-length'] ?? 0) > fileLimit) throw new DomainError('PAYLOAD_TOO_LARGE', `A file may have ${fileLimit} bytes at most`)
}

/** Files come and go as plain HTTP: `PUT` of a file to import (201 once it is kept whole), `GET` of the rejected rows (text/csv). */
export function serveImportFiles(server: FastifyInstance, imports: ImportService, audit: ReadAudit): void {
  const receive = async (request: FastifyRequest<ById>, reply: FastifyReply): Promise<FastifyReply> => {
    // A refusal comes while the file is still on its way: what is left of it is not waited for.
    void reply.header('connection', 'close')
    requireFits(request)
    await imports.receive(request.params.id, headerOf(request, passHeader), request.raw, { requestId: request.id, ...fromOf(request) }).catch((error: unknown) => {
      throw brokenOff(request, error)
    })
    return reply.removeHeader('connection').status(201).send({})
  }

  const give = async (request: FastifyRequest<ById>, reply: FastifyReply): Promise<FastifyReply> => {
    const { id } = request.params
    const { holder, bytes } = await imports.fetchRejected(id, request.query.pass)
    const reads = new ReadRecord()
    reads.add('rejected rows', [])
    await audit.write(reads, `download import ${id}`, { actorId: holder, credential: 'pass', requestId: request.id, ...fromOf(request) })
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejected-rows.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(bytes, { objectMode: false }))
  }

  void server.register(async (scope) => {
    // The body is read by the handler, whatever its type and however long it is.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.put<ById>('/api/imports/:id/file', receive)
    scope.get<ById>('/api/imports/:id/rejected-rows.csv', give)
  })
}

import { Query, Resolver } from 'type-graphql'
import type { AuditService } from '../audit.service'
import { AuditChain } from './audit-chain.type'

@Resolver()
export class AuditResolver {
  constructor(private readonly audit: AuditService) {}

  @Query(() => AuditChain)
  async auditChain(): Promise<AuditChain> {
    const { number, hash, recordedAt } = await this.audit.head()
    return { entries: number, hash: hash.toString('hex'), recordedAt }
  }
}

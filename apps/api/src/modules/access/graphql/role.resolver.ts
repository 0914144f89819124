import type { Connection } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import type { ReachName } from '@brokersync/schema/enums'
import { permissionMeanings, permissions, reachesFor, type ReachName as Reach } from '@brokersync/schema/permissions'
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { RoleService } from '../role.service'
import { keptByAdmin, roleNames, type RoleGrants } from '../roles'
import type { RoleSetWithChanges } from '../store/role.store'
import { PermissionInfo, RoleGrant, RoleSet, RoleSetConnection, UpdateRolesInput } from './role.type'

const shownReach = (reach: Reach) => reach.toUpperCase() as ReachName

const grantsOf = (grants: RoleGrants): RoleGrant[] =>
  roleNames.flatMap((role) =>
    permissions.flatMap((permission) => {
      const reach = grants[role][permission]
      return reach === undefined ? [] : [{ role, permission, reach: shownReach(reach) }]
    }),
  )

const shown = ({ grants, changes, madeBy, ...rest }: RoleSetWithChanges): RoleSet => ({
  ...rest,
  grants: grantsOf(grants),
  changes: changes.map((change) => ({ ...change, before: change.before && shownReach(change.before), after: change.after && shownReach(change.after) })),
  madeBy: madeBy === null ? null : new User(madeBy),
})

@Resolver(() => RoleSet)
export class RoleResolver {
  constructor(private readonly service: RoleService) {}

  @Query(() => RoleSet, { description: 'The version in force' })
  async roles(): Promise<RoleSet> {
    return shown(await this.service.current())
  }

  @Query(() => RoleSetConnection, { description: 'Newest first' })
  async roleVersions(
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<RoleSet>> {
    const page = await this.service.page({ first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @FieldResolver(() => [RoleGrant], { description: 'What `config/roles.yaml` says, whatever is in force' })
  shipped(): RoleGrant[] {
    return grantsOf(this.service.shipped)
  }

  @Query(() => [PermissionInfo])
  permissions(): PermissionInfo[] {
    return permissions.map((name) => ({ name, meaning: permissionMeanings[name], reaches: reachesFor(name).map(shownReach), keptByAdmin: keptByAdmin.includes(name) }))
  }

  @Mutation(() => RoleSet)
  async updateRoles(@Ctx() context: RequestContext, @Arg('input', () => UpdateRolesInput) input: UpdateRolesInput): Promise<RoleSet> {
    return shown(await this.service.update(context, { ...input }))
  }
}

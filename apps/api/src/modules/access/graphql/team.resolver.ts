import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { WallService } from '../wall.service'
import { RemoveWallInput, SetWallInput } from './sharing.input'
import { Team, Wall } from './sharing.type'
import { shownTeam, shownWall } from './shown-sharing'

@Resolver(() => Team)
export class TeamResolver {
  constructor(private readonly service: WallService) {}

  @Query(() => [Team], { description: 'By name, with all their members, the deactivated ones too' })
  async teams(@Ctx() context: RequestContext): Promise<Team[]> {
    return (await this.service.teams(context)).map(shownTeam)
  }

  @FieldResolver(() => [Wall], { nullable: true, name: 'walls' })
  async wallsOfTeam(@Ctx() context: RequestContext, @Root() { name }: Team): Promise<Wall[]> {
    const loader = context.loader<string, Wall[]>('access.walls', async (names) => {
      const walls = (await this.service.walls()).map(shownWall)
      return names.map((one) => walls.filter(({ teams }) => teams.includes(one)))
    })
    return loader.load(name)
  }

  @Query(() => [Wall], { description: 'Those that stand' })
  async walls(): Promise<Wall[]> {
    return (await this.service.walls()).map(shownWall)
  }

  @Mutation(() => Wall)
  async setWall(@Ctx() context: RequestContext, @Arg('input', () => SetWallInput) input: SetWallInput): Promise<Wall> {
    return shownWall(await this.service.set(context, { ...input }))
  }

  @Mutation(() => Wall)
  async removeWall(@Ctx() context: RequestContext, @Arg('input', () => RemoveWallInput) input: RemoveWallInput): Promise<Wall> {
    return shownWall(await this.service.remove(context, { ...input }))
  }
}

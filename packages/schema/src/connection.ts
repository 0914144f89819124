import { type ClassType, Directive, Field, ObjectType } from 'type-graphql'

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean

  @Field(() => Boolean)
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true })
  startCursor!: string | null

  @Field(() => String, { nullable: true })
  endCursor!: string | null
}

/** An edge of a connection as Relay's cursor specification has it. */
export interface Edge<Node> {
  node: Node
  cursor: string
}

/** A page of a list: Relay's connection, with `nodes` as a short way to what most callers want. */
export interface Connection<Node> {
  nodes: Node[]
  edges: Edge<Node>[]
  pageInfo: PageInfo
  totalCount?: number | null
}

/** The GraphQL types `<Name>Edge` and `<Name>Connection` of a list of nodes. */
export function connectionOf<Node extends object>(name: string, node: () => ClassType<Node> | (abstract new () => Node)) {
  @ObjectType(`${name}Edge`)
  class NodeEdge implements Edge<Node> {
    @Field(node as () => ClassType<Node>)
    node!: Node

    @Field(() => String)
    cursor!: string
  }

  @ObjectType(`${name}Connection`)
  class NodeConnection implements Connection<Node> {
    @Field(() => [node() as ClassType<Node>])
    nodes!: Node[]

    @Field(() => [NodeEdge])
    edges!: NodeEdge[]

    @Field(() => PageInfo)
    pageInfo!: PageInfo
  }
  return NodeConnection
}

/** A row as its node, and how its cursor is made: few callers ask for any but the last. */
interface Shaped<Node> {
  node: Node
  cursor: () => string
}

class LazyEdge<Node> implements Edge<Node> {
  constructor(
    readonly node: Node,
    private readonly makeCursor: () => string,
  ) {}

  get cursor(): string {
    return this.makeCursor()
  }
}

/** How a page was read: so many rows, after a cursor or from the list's beginning; backward: before a cursor, from the list's end. */
interface PageRead {
  first: number
  after: boolean
  backward?: boolean
}

/** Makes a connection out of one page that was read with one row more than was asked for; backward, the rows nearest to the cursor first. */
export function connection<Row, Node>(rows: readonly Row[], { first, after, backward = false }: PageRead, shape: (row: Row) => Shaped<Node>): Connection<Node> {
  const page = rows.slice(0, first).map(shape).map(({ node, cursor }) => new LazyEdge(node, cursor))
  const edges = backward ? page.reverse() : page
  const more = rows.length > first
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: backward ? after : more,
      hasPreviousPage: backward ? more : after,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

import { Directive, Field, ID, ObjectType } from 'type-graphql'
import type { ClientId, DocumentId, SegmentId, UserId } from './ids'

/**
 * The entities that cross modules, with nothing but their key. Each module adds its own fields by
 * `@FieldResolver`s, which resolve from the id alone; in one process they make one type, in many a federated one.
 */
@ObjectType()
@Directive('@key(fields: "id")')
export class Client {
  @Field(() => ID)
  readonly id: ClientId

  constructor(id: ClientId) {
    this.id = id
  }
}

@ObjectType()
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID)
  readonly id: UserId

  constructor(id: UserId) {
    this.id = id
  }
}

@ObjectType()
@Directive('@key(fields: "id")')
export class Segment {
  @Field(() => ID)
  readonly id: SegmentId

  constructor(id: SegmentId) {
    this.id = id
  }
}

@ObjectType()
@Directive('@key(fields: "id")')
export class Document {
  @Field(() => ID)
  readonly id: DocumentId

  constructor(id: DocumentId) {
    this.id = id
  }
}

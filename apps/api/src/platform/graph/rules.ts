import { defaultFieldResolver, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import type { Permission } from '@brokersync/schema/permissions'
import { forbidden, unauthenticated } from '../errors/domain-error'
import type { RequestContext } from './context'
import { Ended } from './live'

/**
 * Who may have a field: holders of a permission, whoever is signed in, or whoever was given the object that it is a field of.
 * A root field is refused with FORBIDDEN; any other is null.
 */
export type Rule = Permission | 'signed-in' | 'inherit'

/** A module's rules by schema coordinate: `Query.client`, `Client.contact`, or `Contact.*` for all fields of a type. */
export type Rules = Readonly<Record<string, Rule>>

const rootTypes = ['Query', 'Mutation', 'Subscription']

function decide(rule: Rule, context: RequestContext): 'granted' | 'denied' {
  if (rule === 'inherit') return 'granted'
  const actor = context.actorOrNull
  if (actor === null) throw unauthenticated()
  return rule === 'signed-in' || actor.permissions.has(rule) ? 'granted' : 'denied'
}

function guardRoot(field: GraphQLField<unknown, RequestContext>, rule: Rule, changes: boolean): void {
  const check = (context: RequestContext) => {
    if (decide(rule, context) === 'denied') throw forbidden(`This needs the permission ${rule}`)
    if (changes && context.actorOrNull?.preview === true) throw forbidden('This is a preview of what another sees: nothing is changed in it')
  }
  const { resolve = defaultFieldResolver, subscribe } = field
  field.resolve = (source, args, context, info) => {
    if (source instanceof Ended) throw source.error
    check(context)
    if (subscribe !== undefined) context.forgetLoaded()
    return resolve(source, args, context, info)
  }
  if (subscribe === undefined) return
  field.subscribe = (source, args, context, info) => {
    check(context)
    return subscribe(source, args, context, info)
  }
}

function guardField(field: GraphQLField<unknown, RequestContext>, rule: Rule): void {
  const { resolve = defaultFieldResolver } = field
  field.resolve = (source, args, context, info) => (decide(rule, context) === 'granted' ? resolve(source, args, context, info) : null)
}

const ruled = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'))

/** The fields of a schema that no rule speaks of; a schema with any does not start. */
export function fieldsWithoutRule(schema: GraphQLSchema, rules: Rules): string[] {
  return ruled(schema).flatMap((type) =>
    Object.keys(type.getFields())
      .filter((field) => !field.startsWith('_') && (rules[`${type.name}.${field}`] ?? rules[`${type.name}.*`]) === undefined)
      .map((field) => `${type.name}.${field}`),
  )
}

/** Puts the rules before the resolvers of a schema. @throws when a field has none: everything is denied by default. */
export function enforce(schema: GraphQLSchema, rules: Rules): GraphQLSchema {
  const bare = fieldsWithoutRule(schema, rules)
  if (bare.length > 0) throw new Error(`No rule says who may have ${bare.join(', ')}`)
  for (const type of ruled(schema)) {
    const isRoot = rootTypes.includes(type.name)
    for (const field of Object.values(type.getFields())) {
      const rule = rules[`${type.name}.${field.name}`] ?? rules[`${type.name}.*`]
      if (rule === undefined || field.name.startsWith('_')) continue
      if (isRoot) guardRoot(field, rule, type.name === 'Mutation')
      else if (rule !== 'inherit') guardField(field, rule)
    }
  }
  return schema
}

import { bearing, post, refusedBy, type Attack } from './attack'

const repeat = (count: number, of: (index: number) => string, separator = ' ') => Array.from({ length: count }, (_, index) => of(index)).join(separator)
const nested = (depth: number, open: string, inside: string) => `${open.repeat(depth)}${inside}${'}'.repeat(depth)}`

const tooComplex = ['QUERY_TOO_COMPLEX']
const badInput = ['BAD_USER_INPUT']
const either = [...tooComplex, ...badInput]

/** Documents by name, each with the codes that may refuse it. */
const documents: Readonly<Record<string, [query: string, codes: readonly string[], variables?: object]>> = {
  'fifty levels': [`{ clients(first: 1) { nodes { ${nested(50, 'owner { ', 'id ')} } } }`, either],
  'levels behind fragments': [`${repeat(20, (at) => `fragment f${at} on Client { timeline(first: 1) { nodes { client { ...f${at + 1} } } } }`)} fragment f20 on Client { id } { clients(first: 1) { nodes { ...f0 } } }`, tooComplex],
  'levels behind inline fragments': [`{ clients(first: 1) { nodes { ${nested(15, 'timeline(first: 1) { nodes { ... on Note { client { ', 'id ').replaceAll('}', ' } } } }').slice(0, 4_000)} } } }`, either],
  'ten thousand braces': [`${'{ clients(first: 1) '.repeat(10_000)}`, either],
  'ten thousand closed braces': [`{ clients(first: 1) { nodes { ${nested(10_000, 'owner { ', 'id ')} } } }`, either],
  'twenty thousand inline fragments': [`{ clients(first: 1) { nodes { ${nested(20_000, '... { ', 'id ')} } } }`, either],
  'a list value of ten thousand levels': [`{ clients(first: 1, filter: ${'['.repeat(10_000)}${']'.repeat(10_000)}) { totalCount } }`, either],
  'forty-one aliases': [`{ clients(first: 1) { nodes { ${repeat(41, (at) => `a${at}: id`)} } } }`, tooComplex],
  'ten thousand aliases': [`{ ${repeat(10_000, (at) => `a${at}: clients(first: 1) { totalCount }`)} }`, either],
  'aliases of mutations': [`mutation { ${repeat(25, (at) => `a${at}: addNote(input: { clientId: "${at}", body: "x" }) { id }`)} }`, tooComplex],
  'ten thousand times one field': [`{ clients(first: 1) { nodes { ${'id '.repeat(10_000)} } } }`, either],
  'twenty-one roots': [`{ ${repeat(21, () => 'me { id }')} }`, tooComplex],
  'a thousand roots': [`{ ${repeat(1_000, () => 'me { id }')} }`, either],
  'fragments that double thirty times': [`${repeat(30, (at) => `fragment f${at} on User { ...f${at + 1} ...f${at + 1} }`)} fragment f30 on User { id } { me { ...f0 } }`, either],
  'fragments that double forty times and hold nothing': [`${repeat(40, (at) => `fragment f${at} on User { ...f${at + 1} ...f${at + 1} }`)} fragment f40 on User { __typename } { me { ...f0 } }`, either],
  'fragments that double forty times in a circle': [`${repeat(40, (at) => `fragment f${at} on User { ...f${(at + 1) % 40} ...f${(at + 1) % 40} }`)} { me { ...f0 } }`, either],
  'fragments that triple in inline ones': [`${repeat(25, (at) => `fragment f${at} on User { ... { ...f${at + 1} } ... { ...f${at + 1} } ... { ...f${at + 1} } }`)} fragment f25 on User { id } { me { ...f0 } }`, either],
  'a circle of fragments': ['fragment a on User { ...b } fragment b on User { ...a } { me { ...a } }', badInput],
  'a fragment of itself': ['fragment a on User { id ...a } { me { ...a } }', badInput],
  'a circle of a hundred fragments': [`${repeat(100, (at) => `fragment f${at} on User { ...f${(at + 1) % 100} }`)} { me { ...f0 } }`, badInput],
  'ten thousand spreads': [`fragment a on User { id } { me { ${'...a '.repeat(10_000)} } }`, either],
  'five thousand unused fragments': [`${repeat(5_000, (at) => `fragment f${at} on User { id }`)} { me { id } }`, either],
  'a thousand directives on a field': [`{ me { id ${'@include(if: true) '.repeat(1_000)} } }`, either],
  'ten thousand directives on an operation': [`query ${'@skip(if: false) '.repeat(10_000)} { me { id } }`, either],
  'directives that are not there': [`{ me { id ${repeat(500, (at) => `@d${at}`)} } }`, either],
  'arguments that are not there': [`{ me(${repeat(5_000, (at) => `a${at}: 1`)}) { id } }`, either],
  'fields that collide in a thousand ways': [`{ me { ${repeat(500, (at) => `x: id y${at % 3}: name x: name`)} } }`, either],
  'five thousand operations': [`${repeat(5_000, (at) => `query q${at} { me { id } }`)}`, either],
  'five thousand variables': [`query q(${repeat(5_000, (at) => `$v${at}: Int`)}) { me { id } }`, either],
  'a megabyte of spaces': [`{ me { id } }${' '.repeat(1_000_000)}`, tooComplex],
  'four megabytes of commas and fields': [`{ me { ${'id, '.repeat(1_000_000)} } }`, either],
  'a name of a megabyte': [`{ ${'a'.repeat(1_000_000)} }`, tooComplex],
  'a NUL in a text that is searched for': ['query ($s: String) { clients(first: 1, search: $s) { totalCount } }', badInput, { s: 'a\u0000b' }],
  'a NUL in a text that is filtered by': ['query ($s: String) { clients(first: 1, filter: { tags: [$s] }) { totalCount } }', badInput, { s: 'a\u0000b' }],
  'a thousand owners': ['query ($o: [ID!]) { clients(first: 1, filter: { ownerIds: $o }) { totalCount } }', badInput, { o: Array.from({ length: 1_000 }, (_, at) => String(at)) }],
  'a string that does not end': ['{ clients(search: "abc) { totalCount } }', badInput],
  'a block string of a megabyte that does not end': [`{ clients(search: """${'x'.repeat(1_000_000)}) { totalCount } }`, tooComplex],
  'a NUL in a name': ['{ m\u0000e { id } }', badInput],
  'half a surrogate': ['{ clients(search: "\\uD800") { totalCount } }', badInput],
  'no document': ['', badInput],
  'the whole schema': ['{ __schema { types { name fields { name } } } }', badInput],
  'the whole schema by an alias': ['{ a: __schema { directives { name } } }', badInput],
  'the whole schema by a fragment': ['fragment s on Query { __schema { types { name } } } { ...s }', badInput],
  'the schema by the fields of a type': ['{ __type(name: "Query") { fields { name } } }', badInput],
  'the schema by what an input takes, in a fragment': ['fragment t on __Type { inputFields { name type { name } } } { __type(name: "CreateClientInput") { ...t } }', badInput],
  'the schema by the kinds of an interface': ['{ __type(name: "TimelineItem") { possibleTypes { name } } }', badInput],
  'the schema in circles': [`{ __schema { types { ${nested(20, 'fields { type { ', 'name ').replaceAll('}', '} }').slice(0, 3_000)} } } }`, badInput],
  'a subscription over HTTP': ['subscription { clientListChanged { clientIds } }', badInput],
  'a page of a thousand million': ['{ clients(first: 1000000000) { nodes { id } } }', either],
  'pages in pages': ['{ clients(first: 500) { nodes { timeline(first: 500) { nodes { client { timeline(first: 500) { nodes { id } } } } } } } }', tooComplex],
  'pages in pages by variables': ['query ($n: Int!) { clients(first: $n) { nodes { timeline(first: $n) { nodes { id client { documents(first: $n) { nodes { id } } } } } } } }', tooComplex, { n: 500 }],
  'a page of less than nothing': ['{ clients(first: -1) { nodes { id } } }', badInput],
  'a cursor that was never given': ['{ clients(first: 1, after: "AAAA") { nodes { id } } }', badInput],
  'a million things in a list': ['query ($ids: [ID!]!) { clients(first: 1, filter: { ids: $ids }) { totalCount } }', either, { ids: Array.from({ length: 300_000 }, () => 'x') }],
  'a variable named __proto__': ['query ($f: ClientFilter) { clients(first: 1, filter: $f) { totalCount } }', badInput, { f: JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}') as unknown }],
  'a search of a megabyte': ['query ($s: String) { clients(first: 1, search: $s) { totalCount } }', badInput, { s: 'a '.repeat(500_000) }],
  'an id of a megabyte': ['query ($id: ID!) { client(id: $id) { id } }', ['NOT_FOUND', ...badInput], { id: 'a'.repeat(1_000_000) }],
}

export const documentAttacks: readonly Attack[] = Object.entries(documents).map(([name, [query, codes, variables]]) => ({
  name,
  async send(target) {
    const response = await post(`${target.url}/graphql`, bearing(target), JSON.stringify({ query, variables }))
    return refusedBy(response, codes)
  },
}))

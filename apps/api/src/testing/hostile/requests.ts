import { bearing, fromPage, json, post, refusedBy, refusedWith, type Attack, type Target } from './attack'

const me = JSON.stringify({ query: '{ me { id } }' })
const note = JSON.stringify({ query: 'mutation { addNote(input: { clientId: "x", body: "x" }) { id } }' })
const badInput = ['BAD_USER_INPUT']
const unauthenticated = ['UNAUTHENTICATED']
const forbidden = ['FORBIDDEN']

type Send = (target: Target) => Promise<string | null>
const graphql = (of: (target: Target) => { headers: Record<string, string>; body: string | Uint8Array }, codes: readonly string[]): Send => async (target) => {
  const { headers, body } = of(target)
  return refusedBy(await post(`${target.url}/graphql`, headers, body), codes)
}
const get = (path: string, headers: (target: Target) => Record<string, string>, statuses: readonly number[], method = 'GET'): Send => async (target) =>
  refusedWith(await fetch(`${target.url}${path}`, { method, headers: headers(target), redirect: 'manual' }), statuses)
const signIn = (body: unknown, statuses: readonly number[]): Send => async (target) => refusedWith(await post(`${target.url}/api/auth/sign-in/email`, json, JSON.stringify(body)), statuses)
const nobody = () => ({})

// A token of no signature, as a library that believes its header would take it.
const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"holder":"x","iss":"brokersync","exp":9999999999}').toString('base64url')}.`

const requests: Readonly<Record<string, Send>> = {
  'a batch of two': graphql((target) => ({ headers: bearing(target), body: `[${me},${me}]` }), badInput),
  'a batch of ten thousand': graphql((target) => ({ headers: bearing(target), body: `[${Array.from({ length: 10_000 }, () => me).join(',')}]` }), badInput),
  'an empty batch': graphql((target) => ({ headers: bearing(target), body: '[]' }), badInput),
  'no JSON': graphql((target) => ({ headers: bearing(target), body: '{"query": ' }), badInput),
  'a number as the body': graphql((target) => ({ headers: bearing(target), body: '7' }), badInput),
  'a query that is a list': graphql((target) => ({ headers: bearing(target), body: '{"query": ["{ me { id } }"]}' }), badInput),
  'variables that are a list': graphql((target) => ({ headers: bearing(target), body: '{"query": "{ me { id } }", "variables": [1]}' }), badInput),
  'a hundred thousand brackets': graphql((target) => ({ headers: bearing(target), body: `{"query": "query ($f: ClientFilter) { clients(first: 1, filter: $f) { totalCount } }", "variables": {"f": {"tags": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}}` }), badInput),
  'a body over the limit': graphql((target) => ({ headers: bearing(target), body: JSON.stringify({ query: '{ me { id } }', variables: { x: 'a'.repeat(6_000_000) } }) }), ['PAYLOAD_TOO_LARGE']),
  'a hash instead of a document': graphql((target) => ({ headers: bearing(target), body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }) }), badInput),
  'a document to be kept under its hash': graphql(
    (target) => ({ headers: bearing(target), body: JSON.stringify({ query: '{ me { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: '7a1a1a5fd0dba3e1a0b3b4a3c0a4d7e6b1b6b0f1ab3a7b3d9e0d5a2b4c6d8e0f' } } }) }),
    badInput,
  ),
  'plain text, as a form of another page sends it': async (target) => refusedWith(await post(`${target.url}/graphql`, { 'content-type': 'text/plain', cookie: target.cookie, origin: target.url }, note), [400, 415]),
  'a form, as another page sends it': async (target) =>
    refusedWith(await post(`${target.url}/graphql`, { 'content-type': 'application/x-www-form-urlencoded', cookie: target.cookie, origin: target.url }, new URLSearchParams({ query: '{ me { id } }' }).toString()), [400, 415]),
  'a form of many parts': async (target) => {
    const form = new FormData()
    form.set('operations', note)
    form.set('map', '{}')
    return refusedWith(await fetch(`${target.url}/graphql`, { method: 'POST', headers: { cookie: target.cookie, origin: target.url }, body: form }), [400, 415])
  },
  'a body said to be compressed': async (target) => refusedWith(await post(`${target.url}/graphql`, { ...bearing(target), 'content-encoding': 'gzip' }, new Uint8Array([31, 139, 8, 0, 1, 2, 3])), [400, 415]),
  'a mutation by GET': get(`/graphql?query=${encodeURIComponent('mutation { addNote(input: { clientId: "x", body: "x" }) { id } }')}`, (target) => ({ ...bearing(target), 'apollo-require-preflight': 'true' }), [405]),
  'a query by GET, as an image of another page asks': get(`/graphql?query=${encodeURIComponent('{ me { id } }')}`, ({ cookie }) => ({ cookie }), [400]),
  'DELETE': get('/graphql', bearing, [400, 404, 405], 'DELETE'),
  'PUT': get('/graphql', bearing, [400, 404, 405], 'PUT'),
  'a cookie with another page’s origin': graphql(({ cookie }) => ({ headers: { ...json, cookie, origin: 'https://attacker.example' }, body: note }), forbidden),
  'a cookie with no origin': graphql(({ cookie }) => ({ headers: { ...json, cookie }, body: note }), forbidden),
  'a cookie with the origin null': graphql(({ cookie }) => ({ headers: { ...json, cookie, origin: 'null' }, body: note }), forbidden),
  'a cookie with an origin that begins like ours': graphql(({ cookie, url }) => ({ headers: { ...json, cookie, origin: `${url}.attacker.example` }, body: note }), forbidden),
  'a cookie with our host as another’s user': graphql(({ cookie, url }) => ({ headers: { ...json, cookie, origin: url.replace('http://', 'http://localhost@attacker.example:') }, body: note }), forbidden),
  'a question whether another page may': async ({ url }) => {
    const answer = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { 'origin': 'https://attacker.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } })
    return answer.headers.get('access-control-allow-origin') === null ? null : 'another page may'
  },
  'no credential': graphql(() => ({ headers: json, body: me }), unauthenticated),
  'a credential of nonsense': graphql(() => ({ headers: { ...json, authorization: 'Bearer nonsense' }, body: me }), unauthenticated),
  'a credential of a scheme that is not ours': graphql(() => ({ headers: { ...json, authorization: 'Basic YWRtaW46YWRtaW4=' }, body: me }), unauthenticated),
  'a token with its last letter changed': graphql(({ token }) => ({ headers: { ...json, authorization: `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }, body: me }), unauthenticated),
  'a token said to be unsigned': graphql(() => ({ headers: { ...json, authorization: `Bearer ${unsigned}` }, body: me }), unauthenticated),
  'a session that was never given': graphql((target) => ({ headers: { ...fromPage(target), cookie: target.cookie.replace(/=.{6}/, '=AAAAAA') }, body: me }), unauthenticated),
  'the identity of a process, from outside': async (target) => refusedBy(await post(`${target.url}/graphql`, { ...json, 'x-brokersync-identity': unsigned }, me), unauthenticated),
  'a broker who would look as an administrator': graphql((target) => ({ headers: { ...fromPage(target), 'brokersync-view-as': 'role:ADMIN' }, body: me }), forbidden),
  'a credential of a hundred kilobytes': async ({ url }) => refusedWith(await post(`${url}/graphql`, { ...json, authorization: `Bearer ${'a'.repeat(100_000)}` }, me), [431]),
  'a sign-in with lists': signIn({ email: ['a@b.example'], password: ['x'] }, [400, 401]),
  'a sign-in with an object that matches all': signIn({ email: { $ne: null }, password: { $ne: null } }, [400, 401]),
  'a sign-in with a password of four megabytes': signIn({ email: 'a@b.example', password: 'x'.repeat(4_000_000) }, [413]),
  'a sign-in with an email of a megabyte': signIn({ email: `${'a'.repeat(1_000_000)}@b.example`, password: 'x' }, [413]),
  'a sign-in with NUL': signIn({ email: 'a\u0000@b.example', password: 'x\u0000y' }, [400, 401]),
  'a sign-in with SQL': signIn({ email: "' OR 1=1 --@b.example", password: "' OR '1'='1" }, [400, 401]),
  'a file outside of the page': get('/..%2f..%2f..%2fetc%2fpasswd', nobody, [400, 403, 404]),
  'a file outside of the page, by its assets': get('/assets/%2e%2e/%2e%2e/package.json', nobody, [400, 403, 404]),
  'a file of the configuration': get('/config/roles.yaml', nobody, [404]),
  'a path with NUL': get('/assets/%00.js', nobody, [400, 404]),
  'a path that is no UTF-8': get('/api/%c0%ae%c0%ae/', nobody, [400, 404]),
  'the rejected rows of an import without a pass': get('/api/imports/0190f3d2-0000-7000-8000-000000000000/rejected-rows.csv', nobody, [401, 403, 404]),
  'a data export with an unsigned pass': get(`/api/privacy/exports/0190f3d2-0000-7000-8000-000000000000.zip?pass=${unsigned}`, nobody, [401, 403, 404]),
  'a production with an unsigned pass': get(`/api/productions/0190f3d2-0000-7000-8000-000000000000.zip?pass=${unsigned}`, nobody, [401, 403, 404]),
  'an audit export of a request that was made up': get(`/api/audit/export?request=${Buffer.from('{"format":"CSV","filter":{},"reads":["privacy:read"]}').toString('base64url')}&pass=${unsigned}`, nobody, [401, 403]),
  'a pass that is twice there': get('/api/audit/export?request=a&request=b&pass=c&pass=d', nobody, [400, 401, 403]),
  'what processes say to each other': get('/internal/identity', nobody, [401, 403, 404]),
}

export const requestAttacks: readonly Attack[] = Object.entries(requests).map(([name, send]) => ({ name, send }))

/** Every address of the page. `:id` and the like are for the router; call the functions to make a link. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  clients: '/clients',
  clientPattern: '/clients/:id',
  client: (id: string) => `/clients/${encodeURIComponent(id)}`,
  import: '/import',
  desk: '/desk',
  deskMentions: '/desk/mentions',
  deskFeedback: '/desk/feedback',
  firm: '/firm',
  firmUsers: '/firm/users',
  firmTeams: '/firm/teams',
  firmRoles: '/firm/roles',
  firmStandIns: '/firm/stand-ins',
  compliance: '/compliance',
  complianceAudit: '/compliance/audit',
  complianceRequests: '/compliance/requests',
  complianceHolds: '/compliance/holds',
  complianceApprovals: '/compliance/approvals',
  complianceRetention: '/compliance/retention',
  complianceProductions: '/compliance/productions',
  complianceSupervision: '/compliance/supervision',
  account: '/account',
  accountSessions: '/account/sessions',
  accountTokens: '/account/tokens',
  accountPassword: '/account/password',
} as const

/** The sign-in page, to come back to `address` afterwards. */
export const signInFrom = (address: string): string =>
  address === '/' || address.startsWith(paths.signIn) ? paths.signIn : `${paths.signIn}?to=${encodeURIComponent(address)}`

/** Where to go after signing in: only an address of this page, never another site's. */
export function returnAddress(search: string): string {
  const to = new URLSearchParams(search).get('to')
  return to !== null && /^\/(?![/\\])/.test(to) ? to : paths.clients
}

import { startApprovals } from '../../platform/approvals/approvals'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { appointments } from './appointment'
import { apiTokenRules } from './api-token.policy'
import { ApiTokenService } from './api-token.service'
import { commandLineActor, createAuthenticator } from './authenticator'
import { ensureAdministrator } from './first-administrator'
import { ApiTokenResolver, UserTokensResolver } from './graphql/api-token.resolver'
import { OneTimePasswordResolver, PasswordResolver } from './graphql/password.resolver'
import { SessionResolver } from './graphql/session.resolver'
import { RoleResolver } from './graphql/role.resolver'
import { SharingResolver } from './graphql/sharing.resolver'
import { TeamResolver } from './graphql/team.resolver'
import { UserResolver } from './graphql/user.resolver'
import { sessionRoutes } from './http/session-routes'
import { createHasher } from './password'
import { passwordRulesOfGraph } from './password.policy'
import { passwordRules } from './password-rules'
import { PasswordService } from './password.service'
import { GrantService } from './grant.service'
import { LoanService } from './loan.service'
import { createRoleKeeper } from './role-keeper'
import { roleRules } from './role.policy'
import { printedRoles } from './roles-file'
import { RoleService } from './role.service'
import { loadRoles } from './roles'
import { SessionListService } from './session-list.service'
import { sessionRules } from './session.policy'
import { SessionService } from './session.service'
import { createDevices } from './device'
import { createSignInLimits, forgetEachMinute } from './sign-in-limits'
import { openPrisma } from './store/prisma'
import { grantData } from './personal-data'
import { postgresCredentialStore } from './store/postgres-credential.store'
import { postgresPasswordStore } from './store/postgres-password.store'
import { postgresSessionStore } from './store/postgres-session.store'
import { postgresRoleStore } from './store/postgres-role.store'
import { postgresSharingStore } from './store/postgres-sharing.store'
import { postgresUserStore } from './store/postgres-user.store'
import { wallsOf } from './sharing-parts'
import { sharingRules } from './sharing.policy'
import { teamsOf } from './team'
import { takeRolesFile } from './take-roles-file'
import { userRules } from './user.policy'
import { UserService } from './user.service'
import { VisibilityService } from './visibility.service'
import { WallService } from './wall.service'

/** What access adds to the graph. */
export const accessGraph: ModuleGraph = {
  name: 'access',
  resolvers: [UserResolver, ApiTokenResolver, UserTokensResolver, SessionResolver, PasswordResolver, OneTimePasswordResolver, RoleResolver, TeamResolver, SharingResolver],
  rules: { ...userRules, ...apiTokenRules, ...sessionRules, ...passwordRulesOfGraph, ...roleRules, ...sharingRules },
}

/** Who works for the firm and what each may do: users, teams, roles, sessions, API tokens. */
export const access: ModuleFactory = async (surroundings) => {
  const { environment, database, directory, keys, cursors, commit, logger } = surroundings
  const file = await loadRoles(environment.CONFIG_DIR)
  const prisma = openPrisma(database.pool)
  const users = postgresUserStore({ prisma, database, keys, commit })
  const credentials = postgresCredentialStore({ database, keys, commit })
  const sessions = postgresSessionStore({ database, keys, commit })
  const roleSets = postgresRoleStore({ database, keys, commit })
  await takeRolesFile({ store: roleSets, file, warn: (sentence) => logger.warn(sentence) })
  const roles = createRoleKeeper(roleSets)
  const store = postgresSharingStore({ database, keys, commit })
  const approvals = startApprovals('access', surroundings)
  const sharing = { store, users, directory, database, keys, cursors, approvals, walls: wallsOf(store, users) }
  const passwords = postgresPasswordStore({ database, commit })
  const hasher = createHasher()
  const limits = createSignInLimits({ database, keys })
  const forgetting = forgetEachMinute(limits, logger)
  const passwordFault = passwordRules(environment.PASSWORD_MIN_LENGTH)
  await ensureAdministrator({ users, hasher, database, settings: environment, tell: (line) => process.stdout.write(`${line}\n`) })
  const teams = teamsOf(store)
  const appointed = appointments({ approvals, roles, teams, users })
  const roleService = new RoleService({ store: roleSets, cursors, approvals, appointments: appointed, shipped: file.grants })
  const tokens = new ApiTokenService({ store: credentials, database, keys, cursors })
  return {
    ...accessGraph,
    resolvers: [
      new UserResolver(new UserService({ store: users, roles, cursors, database, keys, hasher, passwordFault, appointments: appointed, teams })),
      new ApiTokenResolver(tokens),
      new UserTokensResolver(tokens),
      new PasswordResolver(new PasswordService({ passwords, users, hasher, limits, fault: passwordFault, roles, appointments: appointed, database, keys })),
      new OneTimePasswordResolver(),
      new RoleResolver(roleService),
      new TeamResolver(new WallService(sharing)),
      new SharingResolver(new GrantService(sharing), new LoanService(sharing), new VisibilityService({ ...sharing, roles })),
      new SessionResolver(new SessionListService(users, sessions)),
    ],
    routes: sessionRoutes(new SessionService({ passwords, hasher, limits, devices: createDevices(keys), credentials, sessions }), environment.PUBLIC_URL),
    authenticator: createAuthenticator({ store: credentials, roles, adminToken: environment.BROKERSYNC_ADMIN_TOKEN }),
    commandLineActor: commandLineActor({ users, store: credentials, roles }),
    commands: { roles: async () => printedRoles(await roleService.current()) },
    personalData: grantData(database),
    stop: async () => {
      forgetting.stop()
      await prisma.$disconnect()
    },
  }
}

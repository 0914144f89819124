import type { ModuleName } from '../../environment'

/** The modules that hold something of clients, and so must answer before a request counts as done; held against the modules by a test. */
export const modulesWithClients: readonly ModuleName[] = ['access', 'profiles', 'interactions', 'segments', 'documents', 'sync', 'compliance']

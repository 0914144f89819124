import { IconBuilding, IconInbox, IconShieldCheck, IconUserCircle, type IconUsers } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { paths } from '../lib/paths'
import { may, type Me } from '../lib/session'

/** One screen of an area, fetched when it is first opened. */
export interface Tab {
  path: string
  label: string
  /** The permission without which the tab is not shown, or several of which one is enough; null: for everybody. */
  needs: string | readonly string[] | null
  screen: () => Promise<ComponentType>
}

/** A part of the page that is a few screens under one heading. */
export interface Area {
  path: string
  label: string
  Icon: typeof IconUsers
  /** Lead there from anywhere. */
  keys: string
  tabs: readonly Tab[]
}

/** What one may do that a firm may let nobody do alone (`config/approvals.yaml`): whoever asks for it carries it out, or takes it back, where it is decided on. */
const asking = ['privacy:erase', 'holds:write', 'roles:write', 'walls:write', 'users:write', 'retention:write'] as const

/** The areas and their tabs, in the order in which they are shown: a new screen is one line here. */
export const areas = {
  desk: {
    path: paths.desk,
    label: 'My desk',
    Icon: IconInbox,
    keys: 'h d',
    tabs: [
      { path: paths.deskMentions, label: 'Mentions', needs: 'interactions:read', screen: async () => (await import('../features/timeline/Mentions')).Mentions },
      { path: paths.deskFeedback, label: 'Open feedback', needs: 'interactions:read', screen: async () => (await import('../features/timeline/OpenFeedback')).OpenFeedback },
    ],
  },
  firm: {
    path: paths.firm,
    label: 'Firm',
    Icon: IconBuilding,
    keys: 'h f',
    tabs: [
      { path: paths.firmUsers, label: 'Users', needs: 'users:write', screen: async () => (await import('../features/access/Users')).Users },
      { path: paths.firmTeams, label: 'Teams and walls', needs: 'walls:read', screen: async () => (await import('../features/access/Teams')).Teams },
      { path: paths.firmRoles, label: 'Roles', needs: 'roles:read', screen: async () => (await import('../features/access/Roles')).Roles },
      { path: paths.firmStandIns, label: 'Stand-ins', needs: 'loans:read', screen: async () => (await import('../features/access/StandIns')).StandIns },
    ],
  },
  compliance: {
    path: paths.compliance,
    label: 'Compliance',
    Icon: IconShieldCheck,
    keys: 'h o',
    tabs: [
      { path: paths.complianceAudit, label: 'Audit', needs: 'audit:read', screen: async () => (await import('../features/compliance/AuditTrail')).AuditTrail },
      { path: paths.complianceRequests, label: 'Requests', needs: 'privacy:export', screen: async () => (await import('../features/compliance/Requests')).Requests },
      { path: paths.complianceHolds, label: 'Holds', needs: 'holds:write', screen: async () => (await import('../features/compliance/Holds')).Holds },
      { path: paths.complianceRetention, label: 'Retention', needs: 'retention:write', screen: async () => (await import('../features/compliance/Retention')).Retention },
      { path: paths.complianceProductions, label: 'Productions', needs: 'privacy:export', screen: async () => (await import('../features/compliance/Productions')).Productions },
      { path: paths.complianceSupervision, label: 'Supervision', needs: 'supervision:review', screen: async () => (await import('../features/compliance/Supervision')).Supervision },
      { path: paths.complianceApprovals, label: 'Approvals', needs: ['approvals:decide', ...asking], screen: async () => (await import('../features/compliance/Approvals')).Approvals },
    ],
  },
  account: {
    path: paths.account,
    label: 'Account',
    Icon: IconUserCircle,
    keys: 'h a',
    tabs: [
      { path: paths.accountSessions, label: 'Sessions', needs: null, screen: async () => (await import('../features/access/SessionList')).SessionList },
      { path: paths.accountTokens, label: 'Tokens', needs: null, screen: async () => (await import('../features/access/TokenList')).TokenList },
      { path: paths.accountPassword, label: 'Password', needs: null, screen: async () => (await import('../features/access/PasswordScreen')).PasswordScreen },
    ],
  },
} as const satisfies Record<string, Area>

/** The tabs of an area that are open to this person. */
export const openTabs = (area: Area, me: Me): readonly Tab[] => area.tabs.filter(({ needs }) => needs === null || [needs].flat().some((one) => may(me, one)))

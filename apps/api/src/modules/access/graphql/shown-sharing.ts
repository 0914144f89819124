import { Client, User } from '@brokersync/schema/entities'
import type { UserId } from '@brokersync/schema/ids'
import type { ClientGrant as Grant } from '../client-grant'
import { stateOf, type Loan as LentClients } from '../loan'
import type { Explained } from '../visibility.service'
import type { Team as FirmTeam, Wall as FirmWall } from '../wall'
import type { ClientGrant, Loan, Team, Visibility, Wall } from './sharing.type'

const user = (id: UserId) => new User(id)

export const shownWall = (wall: FirmWall): Wall => ({ ...wall, madeBy: user(wall.madeBy) })

export const shownTeam = ({ name, memberIds }: FirmTeam): Team => ({ name, members: memberIds.map(user) })

export const shownLoan = (loan: LentClients): Loan => ({ ...loan, from: user(loan.fromId), to: user(loan.toId), madeBy: user(loan.madeBy), state: stateOf(loan, new Date()) })

export const shownGrant = (grant: Grant): ClientGrant => ({ ...grant, client: new Client(grant.clientId), user: user(grant.userId), madeBy: user(grant.madeBy) })

export const shownVisibility = ({ clientId, userId, visible, rules }: Explained): Visibility => ({
  visible,
  client: new Client(clientId),
  user: user(userId),
  rules: rules.map(({ grant, loan, wall, ...rule }) => ({
    ...rule,
    grant: grant === undefined ? null : shownGrant(grant),
    loan: loan === undefined ? null : shownLoan(loan),
    wall: wall === undefined ? null : shownWall(wall),
  })),
})

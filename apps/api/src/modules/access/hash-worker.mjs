import { setPriority } from 'node:os'
import { hashSync, verifySync } from '@node-rs/argon2'

// Whoever is signed in comes before whoever signs in. Elsewhere than on Linux a priority is the whole process's.
const lower = 10
if (process.platform === 'linux') setPriority(0, lower)

/** @param {{ password: string, cost: import('@node-rs/argon2').Options }} work @returns {string} the PHC string */
export const hash = ({ password, cost }) => hashSync(password, cost)

/** @param {{ password: string, against: string }} work @returns {boolean} */
export const verify = ({ password, against }) => verifySync(against, password)

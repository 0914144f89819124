import { setPriority } from 'node:os'
import { hashSync, verifySync } from '@node-rs/argon2'

// Whoever is signed in comes before whoever signs in.
const lower = 10
setPriority(lower)

// It ends with the process that it hashes for, which may have work for it yet after Ctrl-C.
process.on('SIGINT', () => undefined)

/** @param {{ password: string, cost: import('@node-rs/argon2').Options }} work @returns {string} the PHC string */
export const hash = ({ password, cost }) => hashSync(password, cost)

/** @param {{ password: string, against: string }} work @returns {boolean} */
export const verify = ({ password, against }) => verifySync(against, password)

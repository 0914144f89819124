/** A file cannot be imported at all; the message says why, and where, to the one who sent it. */
export class ImportFault extends Error {}

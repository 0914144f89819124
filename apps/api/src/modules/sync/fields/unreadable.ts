/** A cell that cannot be read as what its field holds; the message is for whoever made the file. */
export class Unreadable extends Error {}

/** A text as it is quoted in a message: enough of it to be found. */
export const quote = (text: string) => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`

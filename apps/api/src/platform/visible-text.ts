// What turns the direction of the text after it, or shows nothing at all; the joiners stay, of which scripts and emoji are made.
const hidden = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g
const controls = /[^\P{Cc}\t\n\r]/gu

/** A text without the characters that hide what it says or turn it round, so that it reads as it is written. */
export const visible = (text: string): string => text.replace(hidden, '').replace(controls, '')

/** Longer ones are cut before they are kept. */
const longest = 300

/** A question as it is kept: no address, and nothing of a number but that there was one. */
export const maskQuestion = (text: string): string =>
  text
    .replace(/[^\P{Cc}]/gu, ' ')
    .replace(/[^\s@]+@[^\s@]+/g, '…@…')
    .replace(/\+?\d(?:[\s./+-]*\d)*[\p{L}\d]*/gu, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)

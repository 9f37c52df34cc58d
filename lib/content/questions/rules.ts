/** Longer ones are cut before they are kept. */
const longest = 300

/** A question as it is kept: no address, of a person or a page (which may hold a secret, or lead an editor astray), and nothing of a number but that there was one. */
export const maskQuestion = (text: string): string =>
  text
    .replace(/[^\P{Cc}]/gu, ' ')
    .replace(/\S*(?::\/\/|\bwww\.|\.\p{L}{2,}\/)\S*/giu, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…@…')
    .replace(/\+?\d(?:[\s./+-]*\d)*[\p{L}\d]*/gu, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)

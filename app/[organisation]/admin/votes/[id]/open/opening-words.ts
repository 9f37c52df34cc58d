/** What opening says, by the last part of its key in the words. */
export const openingWords = ['open', 'script', 'working', 'mistyped', 'foreign', 'away', 'broken', 'refused'] as const

export type OpeningWords = Record<(typeof openingWords)[number], string>

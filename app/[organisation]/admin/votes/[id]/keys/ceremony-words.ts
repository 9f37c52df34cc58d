/** What the ceremony says, by the last part of its key in the words. */
export const ceremonyWords = ['start', 'script', 'print', 'printed', 'again', 'cardText', 'type', 'try', 'mistyped', 'wrong', 'tried'] as const

export type CeremonyWords = Record<(typeof ceremonyWords)[number], string>

/** What the maker of a pile says; the page speaks them. */
export const pileWords = ['making', 'made', 'ready', 'print', 'script'] as const
export type PileWords = Record<(typeof pileWords)[number] | 'start' | 'few', string>

import type { OrganisationSettings } from '@/lib/organisations/schema'

export type Kind = keyof OrganisationSettings['retention']

/** Rows of one statement: it is over in milliseconds, holds few rows, and a server that dies in it loses nothing but it. */
export const batch = 1_000

/** As far as the page counts what is due: further than this it says "more than". */
export const mostCounted = 10_000

/** Nights that the page can tell of. */
export const nightsKept = 400

/** What is of before this is kept no longer. */
export const dueBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** The night's name: its date, in UTC as the clock of the jobs is. */
export const nightOf = (now: Date) => now.toISOString().slice(0, 10)

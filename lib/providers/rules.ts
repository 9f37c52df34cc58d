import type { Claims, ProviderSettings } from './schema'

export type Named = { name: string } | { name: null; why: 'no-claim' | 'unverified' }

/** Whom a provider names, by the claim that the organisation chose and, where it did, only when another claim says that it was verified. */
export function nameOf({ claim, verifiedBy }: Pick<ProviderSettings, 'claim' | 'verifiedBy'>, claims: Claims): Named {
  const value = claims[claim]
  const name = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (!name || name.length > 320) return { name: null, why: 'no-claim' }
  // Some providers write their truths as text.
  if (verifiedBy !== null && claims[verifiedBy] !== true && claims[verifiedBy] !== 'true') return { name: null, why: 'unverified' }
  return { name }
}

/** Whether the provider asked for a second factor, by what the organisation knows of its `acr`. */
export const hasSecondFactorThere = ({ secondFactorAcr }: Pick<ProviderSettings, 'secondFactorAcr'>, { acr }: Claims): boolean =>
  typeof acr === 'string' && secondFactorAcr.includes(acr)

/** When the person last proved themselves there; one that does not say is taken for one that was long ago. */
export function provedAt({ auth_time: seconds }: Claims, now: Date, freshMinutes: number): Date {
  const told = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1_000 : now.getTime() - freshMinutes * 60_000
  return new Date(Math.min(told, now.getTime()))
}

/** Several names of one kind would be a guess. */
export const textOf = (claims: Claims, name: string): string => {
  const value = claims[name]
  return typeof value === 'string'
    ? value
        .replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100)
    : ''
}

import type { Deps } from '@/lib/core/db'
import { findKindsOfFactors } from './store'

export type KindsOfFactors = {
  hasApp: boolean
  /** where a passkey can be used; each once */
  passkeyHosts: string[]
  hasUnusedCode: boolean
}

/** What a person could answer with beside the password, and no more: every sign-in asks, so it is one question to the database. */
export const kindsOfFactors = (deps: Deps, organisationId: string, personId: string): Promise<KindsOfFactors> =>
  findKindsOfFactors(deps.db, organisationId, personId)

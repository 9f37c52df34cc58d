import type { PasswordPolicy } from '@/lib/organisations/schema'
import { fileBreachedSet } from './breached-set'
import { type BrokenRule, findBrokenRules } from './find-broken-rules'
import type { PasswordOwner } from './rules'

/** What a policy would say to a password of somebody who has none yet; nothing is kept of it. */
export const tryOutPassword = (policy: PasswordPolicy, owner: PasswordOwner, typed: string, now: Date): Promise<BrokenRule[]> =>
  findBrokenRules({ policy, owner, typed, by: 'person', present: null, formerHashes: [], breached: fileBreachedSet(), now })

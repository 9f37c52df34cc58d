import { log } from '@/lib/core/log'
import type { PasswordPolicy } from '@/lib/organisations/schema'
import type { WordKey } from '@/lib/words/keys'
import { type BreachedSet, breachedName } from './breached-set'
import { isCommonPassword } from './find-common-password'
import { findCommonWord } from './find-common-word'
import { matchHash } from './match-hash'
import { checkRules, type PasswordOwner, type PasswordRule, policyRules, type RuleId, whenMayChange } from './rules'
import type { StoredPassword } from './store'

/** A broken rule and the sentence that says what to do. */
export type BrokenRule = { rule: RuleId; key: WordKey; values: PasswordRule['values'] }

type Proposal = {
  policy: PasswordPolicy
  owner: PasswordOwner
  typed: string
  by: 'person' | 'staff' | 'import'
  present: StoredPassword | null
  /** newest first, as many as the policy asks for */
  formerHashes: string[]
  breached: BreachedSet
  now: Date
}

/** Every rule that the new password breaks, in the order of the list, all at once. */
export async function findBrokenRules(proposal: Proposal): Promise<BrokenRule[]> {
  const { policy, owner, typed } = proposal
  const kept = checkRules(policy, owner, typed)
  // A text far over the limit is not worth the costly checks.
  const isCheap = kept.maxLength === false
  const broken: BrokenRule[] = []
  for (const rule of policyRules(policy)) {
    if (rule.runs === 'both' ? kept[rule.id] === false : !isCheap && (await serverRules[rule.id]?.(proposal)))
      broken.push({ rule: rule.id, key: rule.failureKey, values: { ...rule.values, ...remaining(rule.id, proposal) } })
  }
  return broken
}

/** True: broken. */
const serverRules: Partial<Record<RuleId, (proposal: Proposal) => Promise<boolean> | boolean>> = {
  commonWord: async ({ policy, typed }) => (await findCommonWord(policy.commonWords, typed)) !== null,
  commonPassword: async (proposal) => (await isCommonPassword(proposal.typed)) || (await isBreached(proposal)),
  history: async ({ present, formerHashes, typed }) => {
    // One after the other, so that people who sign in meanwhile get their turn.
    for (const hash of [...(present?.hash ? [present.hash] : []), ...formerHashes]) if (await matchHash(hash, typed)) return true
    return false
  },
  minAge: (proposal) => whenFree(proposal) !== null,
}

/** A breached set that fails stops nobody from changing a password; the operator is told (security.md 24). */
async function isBreached({ breached, typed }: Proposal): Promise<boolean> {
  try {
    return await breached.holds(breachedName(typed))
  } catch (problem) {
    log().warn({ problem: String(problem) }, 'the breached passwords could not be searched; a password was set without')
    return false
  }
}

const whenFree = ({ policy, present, by, now }: Proposal) =>
  by === 'person' ? whenMayChange(policy, present?.hash ? present.setAt : null, present?.setBy ?? null, now) : null

function remaining(rule: RuleId, proposal: Proposal): { hours?: number } {
  const free = rule === 'minAge' ? whenFree(proposal) : null
  return free ? { hours: Math.ceil((free.getTime() - proposal.now.getTime()) / 3_600_000) } : {}
}

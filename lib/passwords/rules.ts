import type { Refusal } from '@/lib/directory/schema'
import type { PasswordPolicy } from '@/lib/organisations/schema'
import type { WordKey } from '@/lib/words/keys'

// The password policy, the same in browser and server. Only types are imported: it must stay small for the browser.

/** Whose password it is: names and user names that may not occur in it. */
export type PasswordOwner = { givenName: string; familyName: string; username: string | null; email: string | null; memberNumber: string | null }

type Kind = PasswordPolicy['requiredKinds'][number]
export type RuleId =
  | 'minLength'
  | 'maxLength'
  | `kind.${Kind}`
  | 'kinds'
  | `kinds.${Kind}`
  | 'asciiOnly'
  | 'forbiddenLetters'
  | 'name'
  | 'refusedWords'
  | 'commonWord'
  | 'commonPassword'
  | 'history'
  | 'minAge'
  | `directory.${'away' | Refusal}`

export type PasswordRule = {
  id: RuleId
  /** `server`: checked when saving only */
  runs: 'both' | 'server'
  key: WordKey
  /** what is said when it is broken: what to do */
  failureKey: WordKey
  values: Record<string, string | number>
  children?: PasswordRule[]
  /** too obvious for the list; told only when broken */
  isQuiet?: true
}

/** Passwords count and are hashed in this form, so that "å" is one character however it was typed (security.md 20). */
export const normalForm = (typed: string) => typed.normalize('NFKC')
const folded = (text: string) => normalForm(text).toLowerCase()

const kinds: Record<Kind, RegExp> = {
  capital: /[\p{Lu}\p{Lt}]/u,
  small: /\p{Ll}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{N}\p{M}]/u,
}
const kindOrder = ['capital', 'small', 'digit', 'symbol'] as const

/** The rules of a policy in the order in which they are shown. */
export function policyRules(policy: PasswordPolicy): PasswordRule[] {
  const rule = (id: RuleId, name: RuleWord, values: PasswordRule['values'] = {}, runs: PasswordRule['runs'] = 'both'): PasswordRule => ({
    id,
    runs,
    key: `password.rule.${name}`,
    failureKey: `password.failure.${name}`,
    values,
  })
  const list = [rule('minLength', 'minLength', { count: policy.minLength })]
  for (const kind of kindOrder) if (policy.requiredKinds.includes(kind)) list.push(rule(`kind.${kind}`, `kind.${kind}`))
  if (policy.kindsAtLeast !== null) list.push({ ...rule('kinds', 'kinds', { count: policy.kindsAtLeast }), children: kindOrder.map(kindChild) })
  if (policy.isAsciiAlphanumericOnly) list.push(rule('asciiOnly', 'asciiOnly'))
  if (policy.forbiddenLetters) list.push(rule('forbiddenLetters', 'forbiddenLetters', { letters: [...folded(policy.forbiddenLetters)].join(', ') }))
  if (policy.areNamePartsRefused && policy.isUsernameRefused) list.push(rule('name', 'name'))
  else if (policy.areNamePartsRefused) list.push(rule('name', 'ownName'))
  else if (policy.isUsernameRefused) list.push(rule('name', 'username'))
  if (policy.refusedWords.length > 0) list.push(rule('refusedWords', 'refusedWords', { words: policy.refusedWords.join(', ') }))
  if (policy.commonWords.length > 0) list.push(rule('commonWord', 'commonWord', {}, 'server'))
  if (policy.areCommonPasswordsRefused) list.push(rule('commonPassword', 'commonPassword', {}, 'server'))
  if (policy.history > 0) list.push(rule('history', 'history', { count: policy.history }, 'server'))
  if (policy.minAgeHours > 0) list.push(rule('minAge', 'minAge', { hours: policy.minAgeHours }, 'server'))
  list.push({ ...rule('maxLength', 'maxLength', { count: policy.maxLength }), isQuiet: true })
  return list
}
type RuleWord = Exclude<RuleId, `kinds.${Kind}` | `directory.${string}`> | 'ownName' | 'username'

const kindChild = (kind: Kind): PasswordRule => ({
  id: `kinds.${kind}`,
  runs: 'both',
  key: `password.kind.${kind}`,
  failureKey: 'password.failure.kinds',
  values: {},
})

/** Which of the rules that run in both places the typed password keeps. */
export function checkRules(policy: PasswordPolicy, owner: PasswordOwner, typed: string): Partial<Record<RuleId, boolean>> {
  const password = normalForm(typed)
  const small = folded(typed)
  const length = [...password].length
  const kept: Partial<Record<RuleId, boolean>> = { minLength: length >= policy.minLength, maxLength: length <= policy.maxLength }
  for (const kind of policy.requiredKinds) kept[`kind.${kind}`] = kinds[kind].test(password)
  if (policy.kindsAtLeast !== null) {
    for (const kind of kindOrder) kept[`kinds.${kind}`] = kinds[kind].test(password)
    kept.kinds = kindOrder.filter((kind) => kept[`kinds.${kind}`]).length >= policy.kindsAtLeast
  }
  if (policy.isAsciiAlphanumericOnly) kept.asciiOnly = /^[A-Za-z0-9]*$/.test(password)
  if (policy.forbiddenLetters) {
    const forbidden = new Set(folded(policy.forbiddenLetters))
    kept.forbiddenLetters = ![...small].some((letter) => forbidden.has(letter))
  }
  if (policy.areNamePartsRefused || policy.isUsernameRefused) kept.name = !ownPieces(policy, owner).some((piece) => small.includes(piece))
  if (policy.refusedWords.length > 0) kept.refusedWords = !policy.refusedWords.some((word) => small.includes(folded(word)))
  return kept
}

/** Each piece of three or more letters of the names, and each whole user name (one of a letter or two would refuse nearly everything). */
function ownPieces(policy: PasswordPolicy, owner: PasswordOwner): string[] {
  const names = policy.areNamePartsRefused ? `${owner.givenName} ${owner.familyName}`.split(/[\s\p{Pd}'’`´]+/u) : []
  const usernames = policy.isUsernameRefused ? [owner.username, owner.email, owner.memberNumber] : []
  return [...names, ...usernames].map((text) => folded(text ?? '').trim()).filter((text) => [...text].length >= 3)
}

/** From when the person may change the password again; null: now. Only a person's own change makes it wait. */
export function whenMayChange(policy: PasswordPolicy, setAt: Date | null, setBy: string | null, now: Date): Date | null {
  if (policy.minAgeHours === 0 || setAt === null || setBy !== 'person') return null
  const from = new Date(setAt.getTime() + policy.minAgeHours * 3_600_000)
  return from > now ? from : null
}

import type { Deps } from '@/lib/core/db'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { tellPerson } from './tell-person'

/**
 * The honest lock (security.md, idea 3): the page says the same to all, the owner is told on the registered channel.
 * By SMS where there is a number, since the mail may lie behind the very password that is locked. `lockedUntil` is null
 * when the lock does not end by itself. A few a day are enough to know.
 */
export async function tellOfLock(deps: Deps, organisation: Organisation, person: Person, lockedUntil: Date | null): Promise<void> {
  const template = lockedUntil ? 'locked' : 'closed'
  const { limits, recovery } = organisation.settings
  const day = { name: `${template}-notice`, key: `${organisation.id} ${person.id}`, max: limits.lockNoticesPerPersonPerDay, windowSeconds: 86_400 }
  if ((await countUse(deps, day)).isOver) return
  const back = recovery.isOpen ? (recovery.isUnlockOffered ? 'unlock' : 'new') : 'none'
  const values = { back, ...(lockedUntil ? { until: lockedUntil } : {}) }
  await tellPerson(deps, organisation, person, template, values, { isTextFirst: true, isWayBackOffered: recovery.isOpen })
}

import type { Deps } from '@/lib/core/db'
import type { CaseKind } from './schema'
import { insertCase, nextNumber } from './store'

/** Gives a call its number, which both sides of the telephone see. Nothing is left to do with it: it is closed at once. */
export async function recordCall(deps: Deps, { organisationId, personId, told }: { organisationId: string; personId: string; told: string }): Promise<number> {
  const number = await nextNumber(deps.db, organisationId)
  const [kind, now]: [CaseKind, Date] = ['call', deps.now()]
  await insertCase(deps.db, { organisationId, personId, kind, told, channel: 'sms', number, state: 'closed', toldAt: now, openedAt: now, closedAt: now })
  return number
}

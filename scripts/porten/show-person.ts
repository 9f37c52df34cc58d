import { recordEvent } from '@/lib/audit/record-event'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { readLock } from '@/lib/passwords/read-lock'
import { findDetails } from '@/lib/people/find-details'
import { findGroups } from '@/lib/people/membership'
import { print } from './say'
import { organisationOf, personOf, type Session, toAsk, withDatabase } from './session'

/** Prints what the register holds of a person, and leaves in the audit that an operator looked. */
export const showPerson = (id: string, slug: string, isJson: boolean) => withDatabase((session) => show(session, slug, id, isJson), toAsk())

async function show(session: Session, slug: string, id: string, isJson: boolean): Promise<void> {
  const { deps } = session
  const organisation = await organisationOf(session, slug)
  const { id: personId } = await personOf(session, organisation, id)
  const [details, groups, password, lock] = await Promise.all([
    findDetails(deps, organisation.id, personId),
    findGroups(deps, organisation.id, personId),
    findPasswordState(deps, organisation.id, personId),
    readLock(deps, organisation, personId),
  ])
  const shown: Record<string, unknown> = { organisation: slug, ...details, groups: groups.sort(), roles: details?.roles.sort(), password, lock }
  delete shown.organisationId
  await recordEvent(deps, { organisationId: organisation.id, act: 'desk.person-viewed', outcome: 'success', subjectId: personId, details: { by: 'operator' } })
  if (isJson) return print(JSON.stringify(shown, null, 2))
  const width = Math.max(...Object.keys(shown).map((name) => name.length))
  for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(width)}  ${plain(value)}`)
}

function plain(value: unknown): string {
  if (value === null || value === '') return '–'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.join(', ') || '–'
  if (typeof value !== 'object') return String(value)
  const parts = Object.entries(value as Record<string, unknown>).map(([name, part]) => `${name} ${plain(part)}`)
  return parts.join(', ')
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPerson } from '@/lib/people/find-person'

/** The worker's part of a number that was changed here: the queue tries again while the directory is away. */
export async function writeMobile(deps: Deps, { organisationId, personId }: { organisationId: string; personId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const person = organisation && (await findPerson(deps, organisationId, personId))
  if (!organisation || !person) return
  const { kind, matches, fields, isMobileWritten } = organisation.settings.directory
  const name = person[matches]
  if (kind === 'none' || !isMobileWritten || !fields.mobile || !name) return
  const { writeMobileThere } = await import('@/lib/directory/write-mobile') // of no use to a portal without directories
  if (!(await writeMobileThere(deps, organisation, name, fields.mobile, person.mobile))) return
  await recordEvent(deps, { organisationId, act: 'directory.mobile-written', outcome: 'success', actorId: null, subjectId: personId })
}

import { z } from 'zod'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPerson } from '@/lib/people/find-person'
import { roleInWords } from '@/lib/people/roles/rules'
import { tellOfLock } from './tell-of-lock'
import { tellPerson } from './tell-person'

const change = z.enum(['locked', 'closed', 'account-unlocked', 'sessions-ended', 'role-granted', 'role-taken'])

export const tellJob = z.object({
  organisationId: z.uuid(),
  /** none for a stranger's name: the work is left to the worker all the same, and nobody is told */
  personId: z.uuid().optional(),
  template: change,
  /** when a lock ends by itself */
  until: z.iso.datetime().optional(),
  /** which role was granted or taken away */
  role: z.string().optional(),
})

type Change = { organisationId: string; personId: string | null; template: z.output<typeof change>; until?: Date | null; role?: string }

/**
 * Leaves it to the worker to tell a person of a change: where the answer must take as long for a stranger's name as for a
 * person's (security.md 33), and for the operator's command line, which has no key to seal a message with.
 */
export function tellLater(deps: Deps, { organisationId, personId, template, until, role }: Change): Promise<void> {
  const known = { ...(personId ? { personId } : {}), ...(until ? { until: until.toISOString() } : {}), ...(role ? { role } : {}) }
  return enqueueJob(deps, 'tell-person', { organisationId, template, ...known })
}

/** The worker's part. */
export async function tellNow(deps: Deps, { organisationId, personId, template, until, role }: z.output<typeof tellJob>): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const person = personId ? await findPerson(deps, organisationId, personId) : null
  if (!organisation || person?.status !== 'active') return
  await inTransaction(deps, (deps) =>
    template === 'locked' || template === 'closed'
      ? tellOfLock(deps, organisation, person, until ? new Date(until) : null)
      : tellPerson(deps, organisation, person, template, role ? { role: roleInWords(role) } : {}, { everywhere: true }),
  )
}

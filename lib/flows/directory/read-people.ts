import { Readable } from 'node:stream'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import type { PersonThere } from '@/lib/directory/list-people'
import { DirectoryTrouble } from '@/lib/directory/schema'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { importPeople } from '@/lib/register-import/import-people'
import { csvLine } from '@/lib/register-import/rules'
import { refreshLater } from '../groups/refresh-groups'

/** The hour (UTC) at which directories that are read once a day are. */
const hourOfDay = 3

/** By the clock, every hour: has each directory read whose turn it is. */
export async function readDirectories(deps: Deps): Promise<void> {
  const isDaily = deps.now().getUTCHours() === hourOfDay
  for (const { id, settings } of await listOrganisations(deps)) {
    const { kind, reads } = settings.directory
    if (kind !== 'none' && (reads === 'hourly' || (reads === 'daily' && isDaily)))
      await enqueueJob(deps, 'read-directory', { organisationId: id }, { key: `read-directory ${id}` })
  }
}

/** The worker's part: people of the directory come into the register as by a file of theirs, which records what it changed. */
export async function readDirectory(deps: Deps, { organisationId }: { organisationId: string }, databaseUrl: string): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation || organisation.settings.directory.kind === 'none') return
  const why = await read(deps, organisation, databaseUrl)
  if (why) await recordEvent(deps, { organisationId, act: 'directory.not-read', outcome: 'failure', actorId: null, details: { why } })
  else await refreshLater(deps, organisationId)
}

/** Why nothing was read; null when it was. */
async function read(deps: Deps, organisation: Organisation, databaseUrl: string): Promise<string | null> {
  try {
    const { listPeople } = await import('@/lib/directory/list-people') // of no use to a portal without directories
    const file = Readable.from(registerFile(organisation, await listPeople(deps, organisation)))
    const { refusal } = await importPeople(deps, { organisation, file, fileName: 'directory', isDryRun: false, databaseUrl, isStaffLeftOut: true })
    return refusal?.key ?? null
  } catch (problem) {
    if (!(problem instanceof DirectoryTrouble)) throw problem
    return problem.kind
  }
}

/** Names and contacts as a register file; a column that is read twice is the one by which people are found. */
function* registerFile({ settings: { directory } }: Organisation, people: readonly PersonThere[]): Generator<string> {
  const { matches, fields } = directory
  const others = (['givenName', 'familyName', 'email', 'mobile'] as const).filter((field) => field !== matches && fields[field] !== null)
  yield csvLine([matches, ...others, ...(fields.groups ? ['groups'] : [])])
  for (const person of people) yield csvLine([person.name, ...others.map((field) => person[field]), ...(fields.groups ? [person.groups.join('|')] : [])])
}

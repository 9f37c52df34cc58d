import { type Deps, inTransaction } from '@/lib/core/db'
import { beginJourney, findJourney, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findOwner } from '@/lib/sessions/find-owner'
import type { Client } from './client'

/** What somebody typed into a form inside, without its secrets. */
export type KeptForm = { form: string; values: Record<string, string> }

const kind = 'kept-form'
/** Long enough to sign in again; minutes. */
const keptMinutes = 30
/** Characters: no form of ours holds more (an editor's text), and nobody fills the database with an ended session. */
const longest = 120_000

/**
 * Keeps what was typed when the session of `token` had ended, for its person and this browser (its lasting secret: a
 * sign-in changes the other one). Sealed, one for each person; false when it is nobody's or too much.
 */
export async function keepForm(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { device }: Pick<Client, 'device'>,
  token: string | null,
  data: KeptForm,
): Promise<boolean> {
  const organisationId = organisation.id
  const personId = /^[a-z-]{1,40}$/.test(data.form) ? await findOwner(deps, organisationId, token) : null
  if (!personId || JSON.stringify(data).length > longest) return false
  await inTransaction(deps, async (deps) => {
    await endJourneysOfPerson(deps, organisationId, kind, personId)
    await beginJourney(deps, { organisationId, kind, state: 'kept', browser: device, personId, data, minutes: keptMinutes })
  })
  return true
}

/** What this person typed in this browser before they were signed out; nobody else ever sees it. */
export async function findKeptForm(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'device'>,
  personId: string,
): Promise<KeptForm | null> {
  return (await findOwn(deps, organisation, client, personId))?.data ?? null
}

/** The form was saved: what was kept of it is worth nothing any more. */
export async function forgetForm(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'device'>,
  personId: string,
  form: string,
): Promise<void> {
  const journey = await findOwn(deps, organisation, client, personId)
  if (journey?.data.form === form) await moveJourney(deps, journey, { state: 'saved', isFinished: true })
}

async function findOwn(deps: Deps, { id }: Pick<Organisation, 'id'>, { device }: Pick<Client, 'device'>, personId: string) {
  const journey = await findJourney<KeptForm>(deps, { organisationId: id, kind, browser: device })
  return journey?.personId === personId ? journey : null
}

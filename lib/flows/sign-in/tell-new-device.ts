import { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction, type Piece } from '@/lib/core/db'
import { jobAlong } from '@/lib/core/enqueue-job'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPerson } from '@/lib/people/find-person'
import { deviceName } from '@/lib/sessions/device-name'
import { speak } from '@/lib/words/speak'
import { type Client, whereFrom } from '../client'
import { languageOf, tellPerson } from '../tell-person'

export const newDeviceJob = z.object({ organisationId: z.uuid(), personId: z.uuid(), address: z.string(), userAgent: z.string() })

/** Leaves it to the worker, along with the session: the person whose browser is new need not wait for it. */
export const tellNewDeviceAlong = (organisationId: string, personId: string, client: Client): Piece =>
  jobAlong('tell-new-device', { organisationId, personId, ...whereFrom(client) } satisfies z.input<typeof newDeviceJob>)

/** The worker's part: the owner learns of a sign-in in a browser that is new to the account (security.md 53). */
export async function tellNewDevice(deps: Deps, { organisationId, personId, ...personal }: z.output<typeof newDeviceJob>): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const person = await findPerson(deps, organisationId, personId)
  if (!organisation || !person) return
  const device = deviceName(personal.userAgent, speak(languageOf(organisation, person)))
  await inTransaction(deps, async (deps) => {
    await recordEvent(deps, { organisationId, act: 'sign-in.new-device', outcome: 'success', actorId: personId, personal })
    await tellPerson(deps, organisation, person, 'new-device', { device })
  })
}

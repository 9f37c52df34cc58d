import { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findAdministrators } from '@/lib/people/find-administrators'
import { languageOf } from '../tell-person'

export const capJob = z.object({
  organisationId: z.uuid(),
  channel: z.enum(['sms', 'email', 'letter']),
  country: z.string(),
  period: z.enum(['day', 'month']),
  /** the day or the month */
  name: z.string(),
  max: z.coerce.number(),
  reached: z.enum(['near', 'full']),
})

/** Mails every administrator that a cap is near, or used up; past all caps, or nobody would hear of it. */
export async function tellCap(deps: Deps, { organisationId, reached, ...cap }: z.output<typeof capJob>): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation) return
  const administrators = await findAdministrators(deps, organisationId)
  await inTransaction(deps, async (deps) => {
    for (const person of administrators) {
      if (!person.email) continue
      await queueMessage(deps, {
        organisation,
        personId: person.id,
        channel: 'email',
        recipient: person.email,
        isForDesk: true,
        language: languageOf(organisation, person),
        template: `cap-${reached}`,
        values: { channel: cap.channel, country: cap.country || 'none', period: cap.period, max: cap.max },
      })
    }
    const outcome = reached === 'full' ? ('failure' as const) : ('success' as const)
    await recordEvent(deps, { organisationId, act: reached === 'full' ? 'delivery.cap-full' : 'delivery.cap-near', outcome, details: cap })
  })
}

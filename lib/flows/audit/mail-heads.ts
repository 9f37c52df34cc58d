import { readHead } from '@/lib/audit/read-head'
import { recordEvent } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { type Deps, inTransaction } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { findAdministrators } from '@/lib/people/find-administrators'
import type { Language } from '@/lib/words/language'
import { languageOf } from '../tell-person'

/**
 * Mails each organisation the last link of its chain, for somebody outside the database to keep: to the address of its
 * settings, or to its administrators. Once a day however many workers there are; a day without a receiver is no failure.
 */
export async function mailHeads(deps: Deps): Promise<void> {
  await sealEvents(deps)
  for (const organisation of await listOrganisations(deps)) await mailHead(deps, organisation)
}

function mailHead(deps: Deps, organisation: Organisation): Promise<void> {
  const { id, slug, settings } = organisation
  return inTransaction(deps, async (deps) => {
    const receivers = settings.audit.isHeadMailed ? await receiversOf(deps, organisation) : []
    if (receivers.length === 0) return
    const head = await readHead(deps, id)
    if (!head) return
    const hash = Buffer.from(head.hash).toString('hex')
    for (const { recipient, personId, language } of receivers)
      await queueMessage(deps, {
        organisation,
        personId,
        channel: 'email',
        recipient,
        isForDesk: true,
        language,
        template: 'audit-head',
        values: { count: Number(head.position), head: `${slug}:${head.position}:${hash}`, former: head.isFormerHeld ? 'held' : 'gone' },
      })
    const details = { position: String(head.position), receivers: receivers.length, isFormerHeld: head.isFormerHeld }
    await recordEvent(deps, { organisationId: id, act: 'audit.head-mailed', outcome: head.isFormerHeld ? 'success' : 'failure', details })
  })
}

async function receiversOf(deps: Deps, organisation: Organisation): Promise<{ recipient: string; personId: string | null; language: Language }[]> {
  const { headTo } = organisation.settings.audit
  if (headTo) return [{ recipient: headTo, personId: null, language: organisation.settings.languages[0] ?? 'en' }]
  const administrators = await findAdministrators(deps, organisation.id)
  return administrators.flatMap((person) =>
    person.email ? [{ recipient: person.email, personId: person.id, language: languageOf(organisation, person) }] : [],
  )
}

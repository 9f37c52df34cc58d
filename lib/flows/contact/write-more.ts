import { recordEvent } from '@/lib/audit/record-event'
import { findOwnContact } from '@/lib/cases/contact/find-contact'
import { writeToContact } from '@/lib/cases/contact/write-to-contact'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { CheckedFile } from '@/lib/files/check-file'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { limitOfPerson } from './rules'
import { tellSupport } from './tell-support'

type Wish = { personId: string; number: number; text: string; files?: readonly CheckedFile[] }

/** The person adds something to an own case, which opens it again; the support is mailed as of a new one. */
export async function writeMore(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { personId, number, text, files = [] }: Wish,
): Promise<Result<null, 'contact.gone' | 'contact.tooMany'>> {
  const { id: organisationId } = organisation
  if ((await countUse(deps, limitOfPerson(organisationId, personId))).isOver) return failure('contact.tooMany')
  return inTransaction(deps, async (deps) => {
    const contact = await findOwnContact(deps, organisationId, personId, number, true)
    if (!contact) return failure('contact.gone')
    await writeToContact(deps, organisationId, contact, { isFromStaff: false, authorId: personId, text, state: 'open', files })
    await tellSupport(deps, organisation, { ...contact, text, files })
    await recordEvent(deps, {
      organisationId,
      act: 'contact.continued',
      outcome: 'success',
      actorId: personId,
      details: { number, ...(files.length > 0 ? { files: files.length } : {}) },
      personal: whereFrom(client),
    })
    return success(null)
  })
}

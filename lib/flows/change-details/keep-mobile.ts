import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { changeMobile } from '@/lib/people/change-mobile'
import { holdActive } from '@/lib/people/hold-person'
import { type Client, whereFrom } from '../client'
import { tellPerson } from '../tell-person'

/** Writes the new number, or none, and tells the old one, the e-mail address and the new one (security.md 37, 38). */
export function keepMobile(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  mobile: string | null,
  isProvedByCode: boolean,
): Promise<Result<null, 'details.ended'>> {
  return inTransaction(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, personId))) return failure('details.ended')
    const before = await changeMobile(deps, organisation.id, personId, mobile)
    const also = mobile ? { channel: 'sms' as const, recipient: mobile } : null
    if (before.mobile !== mobile) await tellPerson(deps, organisation, before, 'mobile-changed', {}, { everywhere: true, also })
    const { kind, isMobileWritten } = organisation.settings.directory
    if (kind !== 'none' && isMobileWritten) await enqueueJob(deps, 'write-directory-mobile', { organisationId: organisation.id, personId })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: mobile ? 'mobile.changed' : 'mobile.removed',
      outcome: 'success',
      actorId: personId,
      details: { isProvedByCode },
      personal: { ...whereFrom(client), before: before.mobile ?? '', after: mobile ?? '' },
    })
    return success(null)
  })
}

import { removeOldLetters } from '@/lib/campaigns/letters'
import { removeOldContacts } from '@/lib/cases/contact/find-contact'
import { removeOldObjections } from '@/lib/cases/remove-old-objections'
import { removeOldCodes } from '@/lib/codes/remove-old-codes'
import type { Deps } from '@/lib/core/db'
import { removeUnfinishedFiles } from '@/lib/files/remove-file'
import { tidyTallies } from '@/lib/groups/apply-rules'
import { removeOldJourneys } from '@/lib/journeys/remove-old-journeys'
import { removeEndedCounters } from '@/lib/limits/remove-ended-counters'
import { removeOldArtifacts } from '@/lib/oidc/remove-old-artifacts'
import { removeStrangersFailures } from '@/lib/passwords/remove-strangers-failures'
import { removeOldLeaves } from '@/lib/register-import/exporting/export-people'
import { undoDays } from '@/lib/register-import/uploads/find-upload'
import { forgetChanges, forgetUploads } from '@/lib/register-import/uploads/move-upload'
import { removeOldSessions } from '@/lib/sessions/remove-old-sessions'

const days = (count: number) => count * 24 * 60 * 60_000

/** Forgets what nobody asks for any more: codes, journeys and strangers' wrong passwords after two days, sessions and links of messages after ninety; closed cases of the contact form after two years; an upload after seven, and what takes an import back when it can't be any more. */
export async function cleanUp(deps: Deps): Promise<void> {
  const now = deps.now()
  const before = (age: number) => new Date(now.getTime() - age)
  await removeOldCodes(deps, before(days(2)))
  await removeOldJourneys(deps, before(days(2)))
  await removeEndedCounters(deps)
  await removeStrangersFailures(deps, before(days(2)))
  await removeOldSessions(deps, before(days(90)))
  await removeOldArtifacts(deps)
  await removeOldObjections(deps, before(days(90)))
  await removeOldContacts(deps, before(days(730)))
  await removeOldLetters(deps)
  await removeUnfinishedFiles(deps, before(days(1)))
  await forgetUploads(deps, before(days(7)))
  await forgetChanges(deps, before(days(undoDays)))
  await removeOldLeaves(deps, now)
  await tidyTallies(deps)
}

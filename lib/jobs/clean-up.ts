import { removeOldLetters } from '@/lib/campaigns/letters'
import { removeOldQuestions } from '@/lib/content/questions/keep-question'
import { tidySearch } from '@/lib/content/search/index-content'
import type { Deps } from '@/lib/core/db'
import { removeLeftFiles, removeUnfinishedFiles } from '@/lib/files/remove-file'
import { tidyTallies } from '@/lib/groups/apply-rules'
import { removeEndedCounters } from '@/lib/limits/remove-ended-counters'
import { removeOldArtifacts } from '@/lib/oidc/remove-old-artifacts'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { forgetHashesOfDirectories } from '@/lib/passwords/forget-hashes'
import { removeStrangersFailures } from '@/lib/passwords/remove-strangers-failures'
import { removeOldLeaves } from '@/lib/register-import/exporting/export-people'
import { undoDays } from '@/lib/register-import/uploads/find-upload'
import { forgetChanges, forgetUploads } from '@/lib/register-import/uploads/move-upload'
import { removeOldDevices } from '@/lib/sessions/remembered-devices'

const days = (count: number) => count * 24 * 60 * 60_000

/**
 * Hour by hour, what is forgotten whatever an organisation wishes: strangers' wrong passwords after two days, a remembered browser when its days are over, an upload after
 * seven, what the help was asked after ninety, what takes an import back when it can't be any more. What is kept as long as the settings say goes by night.
 */
export async function cleanUp(deps: Deps): Promise<void> {
  const now = deps.now()
  const before = (age: number) => new Date(now.getTime() - age)
  await removeEndedCounters(deps)
  await removeStrangersFailures(deps, before(days(2)))
  await removeOldDevices(deps, now)
  await removeOldArtifacts(deps)
  await removeOldQuestions(deps, before(days(90)))
  await removeOldLetters(deps)
  await removeUnfinishedFiles(deps, before(days(1)))
  await removeLeftFiles(deps)
  await forgetUploads(deps, before(days(7)))
  await forgetChanges(deps, before(days(undoDays)))
  await removeOldLeaves(deps, now)
  await tidyTallies(deps)
  for (const { id } of await listOrganisations(deps)) await tidySearch(deps, id)
  await forgetHashesOfDirectories(deps)
}

import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { dialling } from './dialling'
import { chooseNext, moveState, saveCounts } from './store'

const batch = 10_000

/** Writes down who a campaign is for, a batch at a time, and what the dry run says of them. Goes on where a worker that died was. */
export async function choosePeople(deps: Deps, organisation: Organisation, campaignId: string): Promise<void> {
  const { id, settings } = organisation
  for (;;) {
    const how = { most: batch, dialling: dialling(settings.limits.smsCountries), at: deps.now() }
    const taken = await inTransaction(deps, ({ db }) => chooseNext(db, id, campaignId, how))
    if (taken === null) return
    if (taken < batch) break
  }
  await inTransaction(deps, async ({ db, now }) => {
    if (await saveCounts(db, id, campaignId, now())) await moveState(db, id, campaignId, { from: ['choosing'], to: 'draft' })
  })
}

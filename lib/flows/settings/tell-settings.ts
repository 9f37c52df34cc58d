import type { z } from 'zod'
import { type Deps, inTransaction } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { findSettings } from '@/lib/organisations/find-settings'
import { findVersion, findVersionBefore } from '@/lib/organisations/find-version'
import { loweredSettings } from '@/lib/organisations/lowered'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import { findAdministrators } from '@/lib/people/find-administrators'
import { findPerson } from '@/lib/people/find-person'
import { fullName, signInName } from '@/lib/people/rules'
import { isWordKey } from '@/lib/words/keys'
import { speak } from '@/lib/words/speak'
import { addressOf } from '../link-to'
import { languageOf } from '../tell-person'
import type { tellSettingsJob } from './schema'

type News = { template: 'settings-lowered' | 'settings-dated' | 'settings-not-applied'; actorId: string | null; lowered: SettingPath[]; at: Date; path: string }

/** The worker's part: every administrator with an address reads who lowered the security, or will, or why a dated draft did not come into force. */
export async function tellSettings(deps: Deps, job: z.output<typeof tellSettingsJob>): Promise<void> {
  const { organisationId } = job
  const { inForce } = await findSettings(deps, organisationId)
  const news = await readNews(deps, job, inForce.settings)
  if (!news) return
  const actor = news.actorId && (await findPerson(deps, organisationId, news.actorId))
  const administrators = await findAdministrators(deps, organisationId)
  await inTransaction(deps, async (deps) => {
    for (const person of administrators) {
      if (!person.email) continue
      const language = languageOf(inForce, person)
      const say = speak(language, inForce.settings.words)
      await queueMessage(deps, {
        organisation: inForce,
        personId: person.id,
        channel: 'email',
        recipient: person.email,
        isForDesk: true,
        language,
        template: news.template,
        values: {
          name: fullName(person) || signInName(person),
          actor: actor ? fullName(actor) || signInName(actor) : say('settings.operator'),
          changes: new Intl.ListFormat(language).format(news.lowered.map((path) => say(`settings.field.${path}`))),
          when: news.at,
          why: job.why && isWordKey(job.why) ? say(job.why) : '',
        },
        link: addressOf(inForce, news.path),
      })
    }
  })
}

async function readNews(
  deps: Deps,
  { organisationId, what, number = 0 }: z.output<typeof tellSettingsJob>,
  inForce: OrganisationSettings,
): Promise<News | null> {
  if (what === 'in-force') {
    const version = await findVersion(deps, organisationId, number)
    const before = await findVersionBefore(deps, organisationId, number)
    if (!version?.settings || !before?.settings) return null
    const lowered = loweredSettings(before.settings, version.settings)
    return { template: 'settings-lowered', actorId: version.actorId, lowered, at: version.at, path: `/admin/settings/versions/${number}` }
  }
  const { draft } = await findSettings(deps, organisationId)
  if (!draft) return null
  const common = { actorId: draft.changedBy, lowered: loweredSettings(inForce, draft.settings), path: '/admin/settings/draft' }
  if (what === 'failed') return { template: 'settings-not-applied', at: draft.changedAt, ...common }
  return draft.effectiveAt && { template: 'settings-dated', at: draft.effectiveAt, ...common }
}

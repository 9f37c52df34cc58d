import type { Objection } from '@/lib/cases/schema'
import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { sayTime } from '@/lib/delivery/rules'
import { objectionOf } from '@/lib/delivery/templates'
import type { Organisation } from '@/lib/organisations/schema'
import { fullName, type Person, signInName } from '@/lib/people/rules'
import { speak } from '@/lib/words/speak'
import { tellPerson } from '../tell-person'

/**
 * The desk gets the case by mail, and the owner a confirmation: by whatever held the link, and by every contact that has
 * been theirs for some time. One that was put in lately is not told the case's number: it could be used to talk the desk round.
 */
export async function tellOfFreezing(deps: Deps, organisation: Organisation, person: Person, objection: Objection, number: number): Promise<void> {
  const { settings } = organisation
  await tellPerson(deps, organisation, person, 'frozen', { number }, { everywhere: true, isSettledOnly: true, also: objection })

  if (!settings.help.email) return
  const language = settings.languages[0] ?? 'en'
  const say = speak(language, settings.words)
  const what = objectionOf(objection.told)
  const at = sayTime(objection.toldAt, deps.now(), language, settings.timeZone, 'full')
  const username = signInName(person)
  await queueMessage(deps, {
    organisation,
    personId: null,
    channel: 'email',
    recipient: settings.help.email,
    isForDesk: true,
    language,
    template: 'case-opened',
    values: { number, name: fullName(person) || username, username, channel: objection.channel, what: what ? say(what, { at }) : at },
  })
}

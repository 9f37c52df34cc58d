import { listTopics } from '@/lib/cases/contact/topics'
import { inLanguage } from '@/lib/organisations/rules'
import type { Visit } from '@/lib/web/visit'
import { speak } from '@/lib/words/speak'

const ours = ['sign-in', 'details', 'other'] as const

/** What can be chosen, in the page's language, and what it is called in the inbox: in the organisation's first. */
export async function topicsOf({ deps, organisation, say }: Visit) {
  const { id, settings } = organisation
  const first = settings.languages[0] ?? 'en'
  const own = await listTopics(deps, id)
  if (own.length === 0) {
    const inbox = speak(first, settings.words)
    return ours.map((name) => ({ value: name, groupId: null, label: say(`contact.topic.${name}`), inboxLabel: inbox(`contact.topic.${name}`) }))
  }
  return own.map(({ id: value, labels, groupId }) => ({
    value,
    groupId,
    label: inLanguage(labels, say.language) ?? '',
    inboxLabel: inLanguage(labels, first) ?? '',
  }))
}

import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { TemplateName } from '@/lib/delivery/templates'
import { chooseLanguage } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { fullName, type Person } from '@/lib/people/rules'
import type { Language } from '@/lib/words/language'
import type { Values } from '@/lib/words/speak'

/** The language in which a person is written to. */
export function languageOf(organisation: Organisation, person: Pick<Person, 'language'>): Language {
  return chooseLanguage(organisation.settings.languages, [person.language])
}

type Recipient = Pick<Person, 'id' | 'language' | 'email' | 'mobile' | 'givenName' | 'familyName'>

/**
 * Tells a person of something that happened to the account: by e-mail, or by SMS where there is none. `everywhere`
 * uses both (security.md 37). A message over its cap is left out: telling must never stop what happened.
 */
export async function tellPerson(
  deps: Deps,
  organisation: Organisation,
  person: Recipient,
  template: TemplateName,
  values: Values = {},
  { everywhere = false } = {},
): Promise<void> {
  const language = languageOf(organisation, person)
  const ways = [
    { channel: 'email' as const, recipient: person.email },
    { channel: 'sms' as const, recipient: person.mobile },
  ].filter((way): way is { channel: 'email' | 'sms'; recipient: string } => way.recipient !== null)
  for (const way of everywhere ? ways : ways.slice(0, 1))
    await queueMessage(deps, {
      organisation,
      personId: person.id,
      ...way,
      language,
      template,
      values: { name: fullName(person), ...values },
    })
}

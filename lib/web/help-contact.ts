import { inLanguage } from '@/lib/organisations/rules'
import { sayPhone } from '@/lib/organisations/say-phone'
import type { Visit } from './read-visit'

/** Whom to call, in a sentence: "IT-support 08-465 004 27". */
export function helpContact({ organisation: { settings }, say }: Pick<Visit, 'organisation' | 'say'>): string {
  const { help, country } = settings
  const contact = help.phone ? sayPhone(help.phone, country) : (help.email ?? '')
  return `${inLanguage(help.name, say.language) ?? say('page.helpName')} ${contact}`.trim()
}

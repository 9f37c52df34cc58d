import { inLanguage } from '@/lib/organisations/rules'
import { sayPhone } from '@/lib/organisations/say-phone'
import type { Visit } from '@/lib/web/visit'

/** Whom to call, when, and where to write to: at the foot of every page, always in the same place (WCAG 3.2.6). */
export function HelpLine({ visit: { organisation, say, paths }, isMember }: { visit: Visit; isMember?: boolean }) {
  const { help, country } = organisation.settings
  const hours = inLanguage(help.hours, say.language)
  return (
    <p>
      {inLanguage(help.name, say.language) ?? say('page.helpName')}{' '}
      {help.phone ? <a href={`tel:${help.phone}`}>{sayPhone(help.phone, country)}</a> : help.email && <a href={`mailto:${help.email}`}>{help.email}</a>}
      {hours && (
        <>
          , <span className="inline-block">{hours}</span>
        </>
      )}
      {(isMember || help.isPublic) && (
        <>
          {' · '}
          <a href={paths.contact}>{say('contact.title')}</a>
        </>
      )}
    </p>
  )
}

/** The same in a sentence: "IT-support 08-465 004 27". */
export function helpContact({ organisation: { settings }, say }: Pick<Visit, 'organisation' | 'say'>): string {
  const { help, country } = settings
  const contact = help.phone ? sayPhone(help.phone, country) : (help.email ?? '')
  return `${inLanguage(help.name, say.language) ?? say('page.helpName')} ${contact}`.trim()
}

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

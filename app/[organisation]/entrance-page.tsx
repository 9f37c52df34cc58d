import type { ReactNode } from 'react'
import { Entrance } from '@/components/entrance'
import { inLanguage } from '@/lib/organisations/rules'
import type { Visit } from '@/lib/web/visit'
import { HelpLine } from './help-line'
import { languageLinks } from './language-links'

/** A page of the entrance in the organisation's look and words. */
export function EntrancePage({ visit, back, children }: { visit: Visit; back?: { href: string; label: string }; children: ReactNode }) {
  const { organisation, say, paths } = visit
  const { name, look, help } = organisation.settings
  return (
    <Entrance
      organisation={{ name, sign: look.sign, says: inLanguage(look.says, say.language) }}
      homeHref={paths.front}
      languages={languageLinks(visit)}
      languagesLabel={say('page.languages')}
      back={back}
      help={help.isPublic ? { href: paths.help, label: say('help.title') } : undefined}
      helpLine={<HelpLine visit={visit} />}
      skipLabel={say('page.skip')}
    >
      {children}
    </Entrance>
  )
}

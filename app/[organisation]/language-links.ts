import type { Visit } from '@/lib/web/visit'
import type { Language } from '@/lib/words/language'

/** As people in the Nordic countries know them from menus (H8). */
const labels: Record<Language, string> = { fi: 'FIN', sv: 'SVE', en: 'ENG', nb: 'NOR' }

/** The language menu's links: each comes back to the same page. */
export function languageLinks({ organisation, say, paths, base, path }: Visit) {
  return organisation.settings.languages.map((code) => ({
    code,
    lang: code,
    label: labels[code],
    href: `${paths.language}?to=${code}&back=${encodeURIComponent(base + path)}`,
    isCurrent: code === say.language,
  }))
}

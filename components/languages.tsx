export type LanguageLink = { code: string; label: string; href: string; isCurrent: boolean; lang: string }

/** The organisation's languages, where it has several. */
export function Languages({ label, languages }: { label: string; languages: readonly LanguageLink[] }) {
  if (languages.length < 2) return null
  return (
    <nav aria-label={label}>
      <ul className="languages text-small">
        {languages.map((language) => (
          <li key={language.code}>
            <a href={language.href} lang={language.lang} hrefLang={language.lang} aria-current={language.isCurrent ? 'true' : undefined}>
              {language.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

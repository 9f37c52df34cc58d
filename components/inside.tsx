import type { ReactNode } from 'react'
import { type LanguageLink, Languages } from './languages'

export type InsideProps = {
  organisation: { name: string; sign: string }
  homeHref: string
  navigation: readonly { href: string; label: string; isCurrent: boolean }[]
  /** read out before the navigation */
  navigationLabel: string
  /** the person's name and user name, leading to the own details */
  person: { label: string; href: string }
  /** a link or a form with a button */
  signOut: ReactNode
  languages: readonly LanguageLink[]
  languagesLabel: string
  help?: { href: string; label: string }
  menuLabel: string
  skipLabel: string
  isNarrow?: boolean
  /** the organisation's help line, as at the entrance */
  helpLine?: ReactNode
  children: ReactNode
}

/** A page for people who are signed in. On a telephone the bar folds into a menu that needs no script. */
export function Inside({ organisation, homeHref, skipLabel, menuLabel, isNarrow, helpLine, children, ...bar }: InsideProps) {
  const links = (
    <nav aria-label={bar.navigationLabel} className="top-nav grow">
      <ul className="bar-links bar:flex bar:flex-wrap gap-1">
        {bar.navigation.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.isCurrent ? 'page' : undefined}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
  const own = (
    <>
      <a className="text-small" href={bar.person.href}>
        {bar.person.label}
      </a>
      <div className="text-small">{bar.signOut}</div>
      <Languages label={bar.languagesLabel} languages={bar.languages} />
    </>
  )
  return (
    <>
      <a className="skip" href="#main">
        {skipLabel}
      </a>
      <header className="top">
        <div className="within relative flex flex-wrap items-center gap-x-7 py-3">
          <a href={homeHref} className="home inline-flex items-center gap-3 text-part font-label text-ink no-underline">
            <span className="sign" aria-hidden="true">
              {organisation.sign}
            </span>
            {organisation.name}
          </a>
          <details className="menu">
            <summary className="button plain">{menuLabel}</summary>
            {links}
            <div className="own row px-3 pt-3">
              {own}
              {bar.help && (
                <a className="text-small" href={bar.help.href}>
                  {bar.help.label}
                </a>
              )}
            </div>
          </details>
          <div className="wide own flex grow flex-wrap items-center gap-x-6 gap-y-2">
            {links}
            {bar.help && (
              <a className="i" href={bar.help.href} title={bar.help.label}>
                <span aria-hidden="true">?</span>
                <span className="sr-only">{bar.help.label}</span>
              </a>
            )}
            {own}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={isNarrow ? 'within page narrow grow outline-none' : 'within page grow outline-none'}>
        {children}
      </main>
      {helpLine && <footer className="within quiet py-6 text-small">{helpLine}</footer>}
    </>
  )
}

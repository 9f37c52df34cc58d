'use client'
import type { ReactNode } from 'react'
import { Arches } from './arches'
import { type LanguageLink, Languages } from './languages'

export type EntranceProps = {
  organisation: { name: string; sign: string; says?: string }
  homeHref: string
  languages: readonly LanguageLink[]
  languagesLabel: string
  back?: { href: string; label: string }
  /** where strangers find help too */
  help?: { href: string; label: string }
  /** whom to call; always in the same place */
  helpLine?: ReactNode
  skipLabel: string
  children: ReactNode
}

/**
 * A page for people who are not signed in: the organisation's panel, and one column in which to act. Drawn from its few
 * words in the browser too (1 kB of script): as a server component its whole markup went out twice with every page.
 */
export function Entrance({ organisation, homeHref, languages, languagesLabel, back, help, helpLine, skipLabel, children }: EntranceProps) {
  return (
    <div className="entrance">
      <a className="skip" href="#main">
        {skipLabel}
      </a>
      <header>
        <div className="panel">
          <div className="panel-inside">
            <a href={homeHref} className="home inline-flex items-center gap-3 text-part font-label no-underline">
              <span className="sign" aria-hidden="true">
                {organisation.sign}
              </span>
              {organisation.name}
            </a>
            {organisation.says && <p className="says mt-16 max-w-[17ch] text-says font-says">{organisation.says}</p>}
            <Arches />
          </div>
        </div>
        <div className="act row min-h-12 justify-between py-4">
          {back ? (
            <a className="back text-hint py-1" href={back.href}>
              <span aria-hidden="true">←&nbsp; </span>
              {back.label}
            </a>
          ) : (
            <span />
          )}
          <div className="row">
            <Languages label={languagesLabel} languages={languages} />
            {help && (
              <a className="i" href={help.href} title={help.label}>
                <span aria-hidden="true">?</span>
                <span className="sr-only">{help.label}</span>
              </a>
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="act self-start py-4 outline-none panel:self-center panel:py-10">
        <div className="stack max-w-measure">{children}</div>
      </main>
      <footer className="act quiet py-6 text-small">{helpLine}</footer>
    </div>
  )
}

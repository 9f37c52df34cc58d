import type { ReactNode } from 'react'
import type { MemberVisit } from '@/lib/web/session'
import { staffMenuOf } from '@/lib/web/staff-pages'
import { InsidePage } from '../inside-page'

/** A page for staff: like any page inside, with the menu of what this person may do for the organisation; on a telephone it is folded away under the name of where they are. */
export function StaffPage({ visit, children }: { visit: MemberVisit; children: ReactNode }) {
  const { session, paths, path, say } = visit
  const rows = staffMenuOf(session.grants, paths, path)
  const links = (
    <nav aria-label={say('page.staffMenu')} className="top-nav staff-nav">
      {rows.map((row, at) => (
        <ul key={row[0]?.label} className="row">
          {row.map(({ href, label, isCurrent }) => (
            <li key={href}>
              <a href={href} aria-current={isCurrent ? (at === rows.length - 1 ? 'page' : 'true') : undefined}>
                {say(label)}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  )
  const here = rows.flat().filter(({ isCurrent }) => isCurrent)
  return (
    <InsidePage visit={visit}>
      {rows.flat().length > 1 && (
        <>
          <div className="staff-wide">{links}</div>
          <details className="staff-fold">
            <summary className="button second">
              <span className="sr-only">{say('page.staffMenu')}: </span>
              {here.map(({ label }) => say(label)).join(' · ') || say('page.staffMenu')}
            </summary>
            {links}
          </details>
        </>
      )}
      {children}
    </InsidePage>
  )
}

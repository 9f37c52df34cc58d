import type { ReactNode } from 'react'
import type { MemberVisit } from '@/lib/web/session'
import { staffMenuOf } from '@/lib/web/staff-pages'
import { InsidePage } from '../inside-page'

/** A page for staff: like any page inside, with the menu of what this person may do for the organisation. */
export function StaffPage({ visit, children }: { visit: MemberVisit; children: ReactNode }) {
  const { session, paths, path, say } = visit
  const rows = staffMenuOf(session.grants, paths, path)
  return (
    <InsidePage visit={visit}>
      {rows.flat().length > 1 && (
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
      )}
      {children}
    </InsidePage>
  )
}

import type { ReactNode } from 'react'
import type { MemberVisit } from '@/lib/web/session'
import { staffPagesOf } from '@/lib/web/staff-pages'
import { InsidePage } from '../inside-page'

/** A page for staff: like any page inside, with the menu of what this person may do for the organisation. */
export function StaffPage({ visit, children }: { visit: MemberVisit; children: ReactNode }) {
  const { session, paths, path, say } = visit
  const pages = staffPagesOf(session.grants, paths, path)
  return (
    <InsidePage visit={visit}>
      {pages.length > 1 && (
        <nav aria-label={say('page.staffMenu')} className="top-nav staff-nav">
          <ul className="row">
            {pages.map(({ href, label, isCurrent }) => (
              <li key={href}>
                <a href={href} aria-current={isCurrent ? 'page' : undefined}>
                  {say(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
    </InsidePage>
  )
}

import type { ReactNode } from 'react'
import { Tag } from '@/components/tag'
import type { PersonSeen } from '@/lib/flows/desk/view-person'
import type { MemberVisit } from '@/lib/web/session'
import { timeOf } from '../../../say-sign-in'

/** How the account stands, worst first, each in a sentence that can be read aloud. */
export function States({ visit, seen: { details, factors, lock, password, sessions, verifiedAt } }: { visit: MemberVisit; seen: PersonSeen }) {
  const { say } = visit
  const time = timeOf(visit)
  const isOpen = details.status === 'active' && !lock.isLocked && !lock.there.isClosed
  return (
    <ul className="row">
      {details.status === 'frozen' && <State tone="bad">{say('desk.state.frozen')}</State>}
      {details.status === 'disabled' && <State tone="bad">{say('desk.state.disabled')}</State>}
      {lock.isLocked && (
        <State tone="bad">
          {say(lock.there.isLocked && !lock.lockedAt ? 'desk.state.lockedThere' : lock.endsAt ? 'desk.state.locked' : 'desk.state.lockedForGood', {
            since: lock.lockedAt ? time.format(lock.lockedAt) : '',
            count: lock.isClosed ? lock.failuresInRow : lock.failures,
            until: lock.endsAt ? time.format(lock.endsAt) : '',
          })}
        </State>
      )}
      {lock.there.isClosed && <State tone="bad">{say('desk.state.closedThere')}</State>}
      {isOpen && <State tone="good">{say('desk.state.active')}</State>}
      {verifiedAt && <State tone="good">{say('desk.state.verified', { at: time.format(verifiedAt) })}</State>}
      {factors.apps.length > 0 && <State>{say('desk.state.app')}</State>}
      {factors.passkeys.length > 0 && <State>{say('desk.state.passkey')}</State>}
      {details.mobile && !details.mobileValidatedAt && <State>{say('desk.state.mobileUnproved')}</State>}
      {details.email && !details.emailValidatedAt && <State>{say('desk.state.emailUnproved')}</State>}
      {!password.hasPassword && visit.organisation.settings.directory.kind === 'none' && <State>{say('desk.state.noPassword')}</State>}
      {lock.there.usedAt && <State>{say('desk.state.usedThere', { at: time.format(lock.there.usedAt) })}</State>}
      {details.firstSignedInAt === null && <State>{say('desk.state.neverSignedIn')}</State>}
      {details.firstSignedInAt !== null && <State>{say('desk.person.sessions', { count: sessions })}</State>}
    </ul>
  )
}

function State({ tone, children }: { tone?: 'good' | 'bad'; children: ReactNode }) {
  return (
    <li>
      <Tag tone={tone}>{children}</Tag>
    </li>
  )
}

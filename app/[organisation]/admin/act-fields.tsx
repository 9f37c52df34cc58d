import { randomUUID } from 'node:crypto'
import { Field } from '@/components/field'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { PresentPassword } from '../present-password'

/** What every act of staff asks for: the reason, and the own password when it was proved long ago. */
export function ActFields({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say, session } = visit
  return (
    <>
      <input type="hidden" name="once" value={randomUUID()} />
      <Field name="reason" label={say('desk.reason')} hint={say('desk.reason.hint')} autoComplete="off" />
      {!isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now()) && <PresentPassword visit={visit} />}
    </>
  )
}

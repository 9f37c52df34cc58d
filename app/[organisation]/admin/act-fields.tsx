import { randomUUID } from 'node:crypto'
import { Field } from '@/components/field'
import type { MemberVisit } from '@/lib/web/session'
import { ProveAgain } from './prove-again'

/** What every act of staff asks for: the reason, and the own password when it was proved long ago. */
export function ActFields({ visit }: { visit: MemberVisit }) {
  const { say } = visit
  return (
    <>
      <input type="hidden" name="once" value={randomUUID()} />
      <Field name="reason" label={say('desk.reason')} hint={say('desk.reason.hint')} autoComplete="off" />
      <ProveAgain visit={visit} />
    </>
  )
}

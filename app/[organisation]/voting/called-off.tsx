import { Notice } from '@/components/notice'
import type { Election } from '@/lib/elections/schema'
import type { Visit } from '@/lib/web/visit'
import { timeOf } from '../say-sign-in'

/** That a vote was called off, when, and why in the officer's own words; nothing where it was not. */
export function CalledOff({ visit, election: { calledOffAt, calledOffReason } }: { visit: Pick<Visit, 'say' | 'organisation'>; election: Election }) {
  const { say } = visit
  if (!calledOffAt) return null
  return (
    <Notice>
      <p>
        <strong>{say('votes.calledOff', { at: timeOf(visit).format(calledOffAt) })}</strong>
      </p>
      <p>{say('votes.calledOff.text')}</p>
      <p className="break-words whitespace-pre-line">{say('votes.calledOff.reason', { reason: calledOffReason ?? '' })}</p>
    </Notice>
  )
}

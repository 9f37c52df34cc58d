import { helpContact } from '@/lib/web/help-contact'
import type { Visit } from '@/lib/web/visit'

/** The case's number, whom to call with it, and what happens then. */
export function CaseLines({ visit, number }: { visit: Visit; number: number }) {
  const { say } = visit
  return (
    <>
      <p>
        <strong>{say('notMe.case', { number })}</strong>
      </p>
      <p>{say('notMe.next', { contact: helpContact(visit) })}</p>
    </>
  )
}

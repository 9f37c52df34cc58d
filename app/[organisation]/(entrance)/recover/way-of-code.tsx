import type { RecoveryJourney } from '@/lib/flows/recover/journey'
import { readCodeWay } from '@/lib/flows/recover/read-code-way'
import { helpContact } from '@/lib/web/help-contact'
import type { Visit } from '@/lib/web/visit'
import { MessageSteps } from '../../message-steps'

/** What became of the message, and what helps when it does not get through; only where the page knows the person (security.md, idea 1). */
export async function WayOfCode({ visit, journey }: { visit: Visit; journey: RecoveryJourney }) {
  const { deps, organisation, say } = visit
  const found = await readCodeWay(deps, organisation, journey)
  if (!found) return null
  const { way, other } = found
  const help = helpContact(visit)
  return (
    <>
      <MessageSteps visit={visit} way={way} />
      {other && <p className="error">{say(other === 'email' ? 'recover.way.byEmail' : 'recover.way.bySms')}</p>}
      {!other && (way.state === 'refused' || way.state === 'given-up') && <p className="error">{say('code.way.refused', { help })}</p>}
      {!other && way.state === 'unknown' && <p className="error">{say('code.way.unknown')}</p>}
    </>
  )
}

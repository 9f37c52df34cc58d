import type { FormState } from '@/components/form-state'
import { findWays } from '@/lib/flows/own-factors/ways'
import type { Person } from '@/lib/people/rules'
import { helpContact } from '@/lib/web/help-contact'
import type { Visit } from '@/lib/web/visit'
import { EntrancePage } from '../entrance-page'
import { askOf, OwnCodeForm } from '../own-code-form'
import { chosenWay, WayLinks } from '../way-links'

type Props = {
  visit: Visit
  person: Person
  journeyId: string
  /** the way that the address names */
  wished: string | undefined
  /** this page's address */
  href: string
  action: (state: FormState, form: FormData) => Promise<FormState>
}

/** The app or a recovery code before a new password, for somebody who has set one up: never a text message, which was a proof already. */
export async function OwnFactorPage({ visit, person, journeyId, wished, href, action }: Props) {
  const { say } = visit
  const ways = (await findWays(visit.deps, visit.organisation, person, visit.client)).filter((way) => way !== 'sms')
  const chosen = chosenWay(ways, wished)
  const way = chosen === 'sms' ? 'app' : chosen
  return (
    <EntrancePage visit={visit}>
      <OwnCodeForm visit={visit} way={way} personId={person.id} action={action}>
        <h1>{say(askOf(way))}</h1>
        <p>{say('factor.before')}</p>
        <input type="hidden" name="journey" value={journeyId} />
      </OwnCodeForm>
      <WayLinks visit={visit} ways={ways} chosen={way} hrefOf={(other) => `${href}?way=${other}`} />
      <p className="quiet">{say('factor.lost', { help: helpContact(visit) })}</p>
    </EntrancePage>
  )
}

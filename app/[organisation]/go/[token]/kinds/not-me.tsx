import { Button } from '@/components/button'
import { sayTime } from '@/lib/delivery/rules'
import { objectionOf } from '@/lib/delivery/templates'
import { findObjectionOfLink, freezeAccount } from '@/lib/flows/repudiate/freeze-account'
import { goTo, wrong } from '@/lib/web/actions'
import { helpContact } from '@/lib/web/help-contact'
import { CaseLines } from '../../case-lines'
import type { LinkKind } from './link-kind'

/** "This was not me": names what happened and what the button does, which freezes the account and opens a case. */
export const notMe: LinkKind = {
  async show(visit, token) {
    const { deps, organisation, say } = visit
    const objection = await findObjectionOfLink(deps, organisation, token)
    if (!objection) return null
    const { name, timeZone, notMe } = organisation.settings
    if (objection.state === 'old')
      return { title: say('notMe.old.title'), body: <p>{say('notMe.old.text', { days: notMe.linkDays, contact: helpContact(visit) })}</p> }
    if (objection.caseNumber !== null) {
      const body = (
        <>
          <p>{say('notMe.used.text')}</p>
          <CaseLines visit={visit} number={objection.caseNumber} />
        </>
      )
      return { title: say('notMe.used.title'), body }
    }
    const what = objectionOf(objection.told)
    const at = sayTime(objection.toldAt, deps.now(), say.language, timeZone, 'full')
    const body = (
      <>
        <p>{say('notMe.text', { organisation: name })}</p>
        <p>
          <strong>{what ? say(what, { at }) : at}</strong>
        </p>
        <div className="prose">
          <h2>{say('notMe.does.title')}</h2>
          <ul>
            <li>{say('notMe.does.signIn')}</li>
            <li>{say('notMe.does.sessions')}</li>
            <li>{say('notMe.does.case')}</li>
          </ul>
        </div>
        <p>{say('notMe.itWasMe')}</p>
        <Button>{say('notMe.button')}</Button>
      </>
    )
    return { title: say('notMe.title'), body }
  },
  async press(visit, token) {
    const frozen = await freezeAccount(visit.deps, visit.organisation, visit.client, token)
    if (frozen.ok) return goTo(`${visit.base}/go/frozen`)
    return frozen.failure === 'go.ended.text' ? null : wrong(visit.say(frozen.failure))
  },
}

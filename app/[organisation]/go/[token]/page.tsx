import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { findEmailOfLink, isEmailLinkDone } from '@/lib/flows/change-details/submit-email-code'
import { findRecoveryOfLink } from '@/lib/flows/recover/prove-contact'
import { isAnswerToForm, openVisit, type Visit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { LinkEnded } from '../link-ended'
import { confirmLink, followLink } from './actions'

export const generateMetadata = () => titleOf('go.title')

/** What a mailed link opens, in any browser: one button. Looking changes nothing, so that no scanner of mail uses it up. */
export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const visit = await openVisit()
  const { deps, organisation, say } = visit
  const { token } = await params
  const isRecovery = (await findRecoveryOfLink(deps, organisation, token)) !== null
  return (
    <EntrancePage visit={visit}>
      {/* The form stays in its place when the link is used up: it is the form that goes on to the next page. */}
      <ActionForm id="confirm" action={isRecovery ? followLink : confirmLink} {...formWords(say)}>
        <input type="hidden" name="token" value={token} />
        {isRecovery ? <Recovery visit={visit} /> : <NewAddress visit={visit} token={token} />}
      </ActionForm>
    </EntrancePage>
  )
}

async function NewAddress({ visit, token }: { visit: Visit; token: string }) {
  const { deps, organisation, say } = visit
  const journey = await findEmailOfLink(deps, organisation, token)
  if (!journey) {
    if (await isEmailLinkDone(deps, organisation, token)) return <LinkEnded visit={visit} how="done" />
    return (await isAnswerToForm()) ? null : <LinkEnded visit={visit} how="ended" />
  }
  return (
    <>
      <h1>{say('go.title')}</h1>
      <p className="break-words">{say('go.text', { email: journey.data.email, organisation: organisation.settings.name })}</p>
      <Button>{say('go.button')}</Button>
    </>
  )
}

/** The way back in goes on in the browser in which its button is pressed. */
function Recovery({ visit: { say, organisation } }: { visit: Visit }) {
  return (
    <>
      <h1>{say('recover.go.title')}</h1>
      <p>{say('recover.go.text', { organisation: organisation.settings.name })}</p>
      <Button>{say('recover.go.button')}</Button>
    </>
  )
}

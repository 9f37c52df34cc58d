import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { PasskeyButton } from '@/components/passkey-button'
import { findPasskeyEnrolment } from '@/lib/flows/own-factors/enrol-passkey'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../../form-words'
import { InsidePage } from '../../../../inside-page'
import { insideTitleOf } from '../../../../title'
import { sendNewPasskey } from '../actions'
import { requireFactors } from '../require-factors'

export const generateMetadata = () => insideTitleOf('factor.passkeys.add')

/** The browser makes the passkey here, on this device or on a telephone beside it. */
export default async function NewPasskeyPage() {
  const { visit, person } = await requireFactors()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findPasskeyEnrolment(deps, organisation, client, person.id)
  if (!journey && !(await isAnswerToForm())) redirect(paths.factors)
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.factors}>{say('page.back')}</BackLink>
        <h1>{say('factor.passkeys.add')}</h1>
        <p>{say('factor.passkey.make.text')}</p>
        <noscript>
          <p className="error">{say('factor.passkey.noScript')}</p>
        </noscript>
        <ActionForm id="passkey" action={sendNewPasskey} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey?.id ?? ''} />
          <PasskeyButton options={journey?.data.options ?? '{}'} does="make" label={say('factor.passkey.make')} failureText={say('factor.passkey.failed')} />
        </ActionForm>
      </div>
    </InsidePage>
  )
}

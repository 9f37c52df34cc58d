import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { drawAppAddress } from '@/lib/factors/draw-app-address'
import { base32 } from '@/lib/factors/rules'
import { findEnrolment } from '@/lib/flows/own-factors/enrol-app'
import { signInName } from '@/lib/people/rules'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../../form-words'
import { InsidePage } from '../../../../inside-page'
import { insideTitleOf } from '../../../../title'
import { sendAppCode } from '../actions'
import { requireFactors } from '../require-factors'

export const generateMetadata = () => insideTitleOf('factor.new.title')

/** The QR code for the app, the same as text for who can't point a camera at it, and the field for its first code. */
export default async function NewAppPage() {
  const { visit, person } = await requireFactors()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findEnrolment(deps, organisation, client, person.id)
  if (!journey && !(await isAnswerToForm())) redirect(paths.factors)
  const secret = Buffer.from(journey?.data.secret ?? '', 'base64')
  const picture = drawAppAddress({ organisation: organisation.settings.name, account: signInName(person), secret })
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.factors}>{say('page.back')}</BackLink>
        <h1>{say('factor.new.title')}</h1>
        <p>{say('factor.new.scan')}</p>
        {/* biome-ignore lint/performance/noImgElement: the picture is in the page itself; there is nothing to optimise */}
        <img src={picture} alt={say('factor.new.picture')} width={224} height={224} />
        <details>
          <summary>{say('factor.new.byHand')}</summary>
          <p className="quiet">{say('factor.new.byHand.text')}</p>
          <p className="break-words">
            <code>{base32(secret).replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </details>
        <ActionForm id="code" action={sendAppCode} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey?.id ?? ''} />
          <CodeField name="code" label={say('factor.new.code')} hint={say('factor.app.hint')} />
          <Button>{say('factor.new.submit')}</Button>
        </ActionForm>
      </div>
    </InsidePage>
  )
}

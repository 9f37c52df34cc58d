import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { findMobileChange } from '@/lib/flows/change-details/change-mobile'
import { sayPhone } from '@/lib/organisations/say-phone'
import { exampleMobile } from '@/lib/people/read-mobile'
import type { Person } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { PresentPassword } from '../../present-password'
import { saveMobile, saveSignInDetails } from './actions'
import { LiveChecks } from './live-checks'
import { NewPassword } from './new-password'

type Props = { visit: MemberVisit; person: Person; initialState?: FormState }

/** The number that codes go to; in one form with the password where the organisation wants it so (S3). */
export async function MobilePart({ visit, person, initialState }: Props) {
  const { deps, organisation, client, say, paths } = visit
  const { country, myDetails } = organisation.settings
  const isWhole = myDetails.isPasswordWithMobile
  const pending = await findMobileChange(deps, organisation, client, person.id)
  const label = say('details.mobile.label')
  const words = { 'details.mobile.wrong': say('details.mobile.wrong'), 'details.password.differ': say('details.password.differ') }
  return (
    <Part title={say(isWhole ? 'details.signIn.title' : 'details.mobile.title')} text={say('details.mobile.why')}>
      {pending && (
        <Notice>
          <div className="stack tight">
            <p>{say('details.mobile.pending', { mobile: sayPhone(pending.data.mobile, country) })}</p>
            <ButtonLink variant="second" href={paths.mobileCode}>
              {say('details.typeCode')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <ActionForm id="mobile" action={isWhole ? saveSignInDetails : saveMobile} initialState={initialState} isKept {...formWords(say)}>
        <LiveChecks form={isWhole ? 'signIn' : 'mobile'} words={words}>
          <Field
            name="mobile"
            type="tel"
            autoComplete="tel"
            label={label}
            hint={say('details.mobile.hint', { example: exampleMobile(country) })}
            defaultValue={person.mobile ? sayPhone(person.mobile, country) : undefined}
            info={isWhole ? { label: say('details.info', { label }), text: say('details.mobile.info') } : undefined}
          />
          <PresentPassword visit={visit} hasInfo={isWhole} />
          {isWhole && <NewPassword visit={visit} person={person} hasInfo />}
          <Button>{say('details.save')}</Button>
        </LiveChecks>
      </ActionForm>
    </Part>
  )
}

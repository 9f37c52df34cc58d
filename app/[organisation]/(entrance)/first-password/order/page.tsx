import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { titleOf } from '../../../title'
import { DeskPage } from '../../desk-page'
import { order } from '../actions'
import { ContactFields } from './contact-fields'

export const generateMetadata = () => titleOf('first.order.title')

/** "I want a password, or have forgotten mine" (F1). */
export default async function OrderPage() {
  const visit = await openVisit()
  const { say, paths, organisation } = visit
  const { signIn, firstPassword } = organisation.settings
  if (!signIn.hasFirstPasswordLinks) return <DeskPage />
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <ActionForm id="order" action={order} {...formWords(say)}>
        <h1>{say('first.order.title')}</h1>
        <p>{say('first.order.text')}</p>
        {firstPassword.erasesAt === 'ordering' && <p className="quiet">{say('first.order.erases')}</p>}
        <RadioChoices
          name="channel"
          legend={say('first.channel')}
          options={[
            { value: 'sms', label: say('first.channel.sms') },
            { value: 'email', label: say('first.channel.email') },
          ]}
        />
        <Field
          name="memberNumber"
          label={say('first.memberNumber')}
          hint={say('first.memberNumber.hint') || undefined}
          autoComplete="username"
          spellCheck={false}
        />
        <ContactFields mobile={{ label: say('first.mobile') }} email={{ label: say('first.email') }} />
        <Button>{say('first.order.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}

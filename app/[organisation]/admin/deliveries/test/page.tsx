import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { findDetails } from '@/lib/people/find-details'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { test } from '../actions'
import { sayReceiver } from '../say-delivery'

export const generateMetadata = () => staffTitleOf('deliveries.act', 'deliveries.test.title')

/** Whether messages arrive, tried out: to oneself, or to a number or address that is typed. */
export default async function TestPage() {
  const visit = await requireStaff('deliveries.act')
  const { deps, organisation, session, say, paths } = visit
  const own = await findDetails(deps, organisation.id, session.personId)
  const to = own?.mobile ? sayReceiver(visit, 'sms', own.mobile) : (own?.email ?? '')
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminDeliveries}>{say('deliveries.title')}</BackLink>
        <h1>{say('deliveries.test.title')}</h1>
        <p className="max-w-narrow">{say('deliveries.test.text')}</p>
        <ActionForm action={test} {...formWords(say)}>
          <input type="hidden" name="once" value={randomUUID()} />
          <Field name="to" label={say('deliveries.test.to')} hint={say('deliveries.test.to.hint')} defaultValue={to} autoComplete="off" />
          <Field name="reason" label={say('desk.reason')} autoComplete="off" />
          <div>
            <Button>{say('deliveries.test.submit')}</Button>
          </div>
        </ActionForm>
      </div>
    </StaffPage>
  )
}

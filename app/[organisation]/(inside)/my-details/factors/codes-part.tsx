import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Part } from '@/components/part'
import type { OwnFactors } from '@/lib/factors/list-factors'
import { recoveryCodeCount } from '@/lib/factors/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { makeNewCodes } from './actions'

/** How many codes on paper are left, and new ones in their place. */
export function CodesPart({ visit, codes, isOpen }: { visit: MemberVisit; codes: OwnFactors['recoveryCodes']; isOpen: boolean }) {
  const { say } = visit
  return (
    <Part title={say('factor.codes.title')} text={say('factor.codes.why')}>
      <p>{codes ? say('factor.codes.left', { count: codes.left, at: timeOf(visit).format(codes.madeAt) }) : say('factor.codes.none')}</p>
      {isOpen && (
        <ActionForm id="new-codes" action={makeNewCodes} {...formWords(say)}>
          <PresentPassword visit={visit} />
          <Button variant="second">{say('factor.codes.renew', { count: recoveryCodeCount })}</Button>
        </ActionForm>
      )}
    </Part>
  )
}

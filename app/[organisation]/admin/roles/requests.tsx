import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import type { RequestSeen } from '@/lib/flows/roles/view-roles'
import { roleInWords, whyNotSecond } from '@/lib/people/roles/rules'
import { may } from '@/lib/permissions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { timeOf } from '../../say-sign-in'
import { ActFields } from '../act-fields'
import { decideRequest } from './actions'

type Props = { visit: MemberVisit; requests: RequestSeen[]; chosen?: string; decision: 'approve' | 'decline' }

/** What waits for a second administrator; the form of the chosen decision stands in its place. */
export function Requests({ visit, requests, chosen, decision }: Props) {
  const { say, paths, session } = visit
  const time = timeOf(visit)
  if (requests.length === 0) return null
  return (
    <section className="stack tight w-full">
      <h2>{say('roles.requests')}</h2>
      {requests.map((request) => {
        const why = may(session.grants, 'roles.decide') ? whyNotSecond(request, session.personId) : null
        const values = {
          whom: request.whom,
          asker: request.asker,
          role: roleInWords(request.role),
          at: time.format(request.askedAt),
          until: time.format(request.expiresAt),
        }
        return (
          <article key={request.id} className="notice stack tight">
            <h3>{say('roles.request.title', values)}</h3>
            <p>
              {say('roles.request.text', values)}{' '}
              {request.isBounded ? say('roles.request.groups', { groups: request.groups.join(' · ') || say('roles.scope.none') }) : say('roles.request.whole')}
            </p>
            <p className="quiet">{say('roles.request.reason', { reason: request.reason })}</p>
            {why && <p>{say(why)}</p>}
            {!why && chosen !== request.id && (
              <div className="row">
                <ButtonLink href={`${paths.adminRoles}?request=${request.id}&decision=approve`}>{say('roles.approve.title')}</ButtonLink>
                <ButtonLink variant="second" href={`${paths.adminRoles}?request=${request.id}&decision=decline`}>
                  {say('roles.decline.title')}
                </ButtonLink>
              </div>
            )}
            {!why && chosen === request.id && (
              <ActionForm id="decide" action={decideRequest} {...formWords(say)}>
                <input type="hidden" name="request" value={request.id} />
                <input type="hidden" name="decision" value={decision} />
                <ActFields visit={visit} />
                <div className="row">
                  <Button>{say(`roles.${decision}.title`)}</Button>
                  <a href={paths.adminRoles}>{say('desk.cancel')}</a>
                </div>
              </ActionForm>
            )}
          </article>
        )
      })}
    </section>
  )
}

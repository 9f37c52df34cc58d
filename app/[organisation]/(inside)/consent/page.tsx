import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { findQuestion } from '@/lib/oidc/find-question'
import type { Scope } from '@/lib/oidc/schema'
import { requireMember } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { InsidePage } from '../../inside-page'
import { insideTitleOf } from '../../title'
import { agree } from './actions'

export const generateMetadata = () => insideTitleOf('openid.consent.short')

/** What a system wants to learn of the person who signs in to it; nothing is told before they agree. */
export default async function ConsentPage({ searchParams }: { searchParams: Promise<{ of?: string | string[] }> }) {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const { of } = await searchParams
  const question = typeof of === 'string' ? await findQuestion(deps, organisation.id, session.personId, of) : null
  if (!question || typeof of !== 'string') notFound()
  const { name, asked } = question
  return (
    <InsidePage visit={visit}>
      <div className="stack max-w-measure">
        <ActionForm id="consent" action={agree} {...formWords(say)}>
          <h1>{say('openid.consent.title', { name })}</h1>
          <p>{say('openid.consent.text', { name, organisation: organisation.settings.name })}</p>
          <div className="prose">
            <ul>
              {(asked as Scope[]).map((scope) => (
                <li key={scope}>{say(`openid.scope.${scope}`)}</li>
              ))}
            </ul>
          </div>
          <input type="hidden" name="of" value={of} />
          <div className="row">
            <Button>{say('openid.consent.yes')}</Button>
            <a href={`${paths.openidQuestion(of)}/cancel`}>{say('openid.consent.no')}</a>
          </div>
        </ActionForm>
      </div>
    </InsidePage>
  )
}

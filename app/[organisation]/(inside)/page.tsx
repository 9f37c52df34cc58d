import { ButtonLink } from '@/components/button'
import { Due } from '@/components/due'
import { Notice } from '@/components/notice'
import { recentSignIns } from '@/lib/audit/recent-sign-ins'
import { findPerson } from '@/lib/people/find-person'
import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../inside-page'
import { insideTitleOf } from '../title'

export const generateMetadata = () => insideTitleOf('page.front')

/** The first page after sign-in: what is due comes first. */
export default async function FrontPage({ searchParams }: { searchParams: Promise<{ welcome?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const person = await findPerson(deps, organisation.id, session.personId)
  const [, former] = await recentSignIns(deps, organisation.id, session.personId, 2)
  const { welcome } = await searchParams
  const when = new Intl.DateTimeFormat(say.language, { dateStyle: 'long', timeStyle: 'short', timeZone: organisation.settings.timeZone })
  const needsMobile = organisation.settings.secondFactor !== 'never' && !person?.mobile
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <h1>{say('front.hello', { name: session.givenName || session.familyName })}</h1>
        {welcome === 'new-name' && session.email && <Notice>{say('signIn.newName', { email: session.email })}</Notice>}
        {needsMobile ? (
          <Due tag={say('front.due')} title={say('front.noMobile.title')} text={say('front.noMobile.text')}>
            <ButtonLink href={paths.myDetails}>{say('front.noMobile.button')}</ButtonLink>
          </Due>
        ) : (
          <p>{say('front.nothingDue')}</p>
        )}
        <section className="stack tight">
          <h2>
            <a href={paths.myDetails}>{say('page.myDetails')}</a>
          </h2>
          <p className="quiet">{say('front.details.text')}</p>
        </section>
        {former && <p className="quiet text-small">{say('front.lastSignIn', { at: when.format(former.at) })}</p>}
      </div>
    </InsidePage>
  )
}

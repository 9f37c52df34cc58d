import { ButtonLink } from '@/components/button'
import { Due } from '@/components/due'
import { Notice } from '@/components/notice'
import { recentSignIns } from '@/lib/audit/recent-sign-ins'
import { readerOf } from '@/lib/content/as-reader'
import { listFront } from '@/lib/content/list-front'
import { electionsOf } from '@/lib/elections/find-election'
import { phaseOf } from '@/lib/elections/rules'
import { findPerson } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { type MemberVisit, requireMember } from '@/lib/web/session'
import { InsidePage } from '../inside-page'
import { dayOf } from '../say-date'
import { readObject, timeOf, whyOf } from '../say-sign-in'
import { insideTitleOf } from '../title'
import { wordsOf } from '../voting/words-of'
import { ContentLines } from './content-lines'
import { wishedLanguages } from './read-content'
import { Systems } from './systems'

export const generateMetadata = () => insideTitleOf('page.front')

/** The first page after sign-in: what is due comes first, then the systems that this person works in, news and pages. */
export default async function FrontPage({ searchParams }: { searchParams: Promise<{ welcome?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const person = await findPerson(deps, organisation.id, session.personId)
  const [latest, former] = await recentSignIns(deps, organisation.id, session.personId, 2)
  const why = latest && whyThisTime(visit, latest)
  const { welcome } = await searchParams
  const when = dayOf(visit, 'short')
  const { systems, news, pages } = await listFront(deps, organisation.id, readerOf(session), wishedLanguages(visit))
  const elections = await electionsOf(deps, organisation.id, session.personId)
  const open = elections.filter((election) => phaseOf(election, deps.now()) === 'open')
  const due = open.filter(({ roll }) => roll === 'none')
  const needsMobile = organisation.settings.secondFactor !== 'never' && !person?.mobile
  const unconfirmed = unconfirmedContact(person)
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <h1>{say('front.hello', { name: session.givenName || session.familyName })}</h1>
        {welcome === 'new-name' && session.email && <Notice>{say('signIn.newName', { email: session.email })}</Notice>}
        {needsMobile && (
          <Due tag={say('front.due')} title={say('front.noMobile.title')} text={say('front.noMobile.text')}>
            <ButtonLink href={paths.myDetails}>{say('front.noMobile.button')}</ButtonLink>
          </Due>
        )}
        {unconfirmed && (
          <Due tag={say('front.due')} title={say(`front.unconfirmed.${unconfirmed}`)} text={say('front.unconfirmed.text')}>
            <ButtonLink href={paths.myDetails}>{say('front.unconfirmed.button')}</ButtonLink>
          </Due>
        )}
        {due.map((election) => (
          <Due
            key={election.id}
            tag={say('front.due')}
            title={wordsOf(visit, election.title)}
            text={say('votes.due.text', { closes: timeOf(visit).format(election.closesAt) })}
          >
            <ButtonLink href={paths.vote(election.id)}>{say('votes.due.button')}</ButtonLink>
          </Due>
        ))}
        {!needsMobile && !unconfirmed && due.length === 0 && <p>{say('front.nothingDue')}</p>}
        {open
          .filter(({ roll }) => roll === 'issued')
          .map((election) => (
            <p key={election.id}>
              <a href={paths.vote(election.id)}>{say('votes.due.issued', { vote: wordsOf(visit, election.title) })}</a>
            </p>
          ))}
        {systems.length > 0 && <Systems visit={visit} systems={systems} />}
        {news.length > 0 && (
          <section className="stack w-full">
            <h2>{say('content.news')}</h2>
            <ContentLines visit={visit} lines={news} />
            <a href={paths.news}>{say('front.allNews')}</a>
          </section>
        )}
        {pages.length > 0 && (
          <section className="stack w-full">
            <h2>{say('content.pages')}</h2>
            <ContentLines visit={visit} lines={pages} />
            <a href={paths.pages}>{say('front.allPages')}</a>
          </section>
        )}
        {elections.length > 0 && (
          <section className="stack tight">
            <h2>
              <a href={paths.votes}>{say('votes.title')}</a>
            </h2>
          </section>
        )}
        <section className="stack tight">
          <h2>
            <a href={paths.myDetails}>{say('page.myDetails')}</a>
          </h2>
          <p className="quiet">{say('front.details.text')}</p>
        </section>
        {why && <p className="quiet text-small">{say('front.thisTime', { why })}</p>}
        {former && <p className="quiet text-small">{say('front.lastSignIn', { at: when.format(former.at) })}</p>}
      </div>
    </InsidePage>
  )
}

/** Why this sign-in was asked for a code, or was not (idea 9 of security.md); nothing where the latest in the log is another one. */
function whyThisTime(visit: MemberVisit, latest: Awaited<ReturnType<typeof recentSignIns>>[number]): string | null {
  const isThis = Math.abs(latest.at.getTime() - visit.session.authenticatedAt.getTime()) < 60_000
  return isThis ? whyOf(visit, readObject(latest.details).why) : null
}

/** A contact that the person has, but has not shown to be theirs. */
function unconfirmedContact(person: Person | null): 'mobile' | 'email' | null {
  if (person?.mobile && !person.mobileValidatedAt) return 'mobile'
  return person?.email && !person.emailValidatedAt ? 'email' : null
}

import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Steps } from '@/components/steps'
import { leastByPost } from '@/lib/elections/rules'
import { listPost, takesPost } from '@/lib/flows/elections/post-ballots'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../form-words'
import { PresentPassword } from '../../../../present-password'
import { staffTitleOf } from '../../../../title'
import { sheetInWords } from '../../../../voting/sheet-in-words'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { makeBallots, putOnPostList, takeOffPostList } from '../../actions'
import { readVote } from '../../read-vote'
import { PileMaker } from './pile-maker'
import { type PileWords, pileWords } from './pile-words'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.post.title')

/** Who gets the ballot by post, and where their sheets are made: ten or more at once, so that nobody knows whose is which. */
export default async function PostPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, organisation, say, paths } = visit
  const { manifest } = election
  if (!manifest || !takesPost(election, deps.now())) notFound()
  const { waiting, piles } = await listPost(deps, organisation, election)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, manifest.title)}</BackLink>
        <h1>{say('votes.post.title')}</h1>
        <p>{say('votes.post.lead', { least: leastByPost })}</p>
        <ActionForm id="list" action={putOnPostList} isKept {...formWords(say)}>
          <input type="hidden" name="election" value={election.id} />
          <Field name="people" label={say('votes.post.people')} hint={say('votes.post.people.hint')} isLong />
          <Button>{say('votes.post.add')}</Button>
        </ActionForm>
        <section className="stack tight w-full">
          <h2>{say('votes.post.waiting')}</h2>
          {waiting.length === 0 && <p>{say('votes.post.waiting.none')}</p>}
          {waiting.length > 0 && (
            <ul className="lines">
              {waiting.map(({ id, name }) => (
                <li key={id}>
                  <ActionForm id={`off-${id}`} action={takeOffPostList} {...formWords(say)}>
                    <input type="hidden" name="election" value={election.id} />
                    <input type="hidden" name="person" value={id} />
                    <div className="row">
                      <span>{name}</span>
                      <Button variant="plain">{say('votes.post.takeBack', { name })}</Button>
                    </div>
                  </ActionForm>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="stack w-full">
          <h2>{say('votes.post.make')}</h2>
          <Steps text={say('votes.post.steps')} />
          <p>{say('votes.post.language')}</p>
          <PileMaker
            election={election.id}
            tokenKey={manifest.tokenKey}
            count={waiting.length}
            isEnough={waiting.length >= leastByPost}
            language={say.language}
            sheet={sheetInWords(visit, manifest, 'votes.post.sheet')}
            words={{
              ...(Object.fromEntries(pileWords.map((word) => [word, say(`votes.post.${word}`)])) as Omit<PileWords, 'start' | 'few'>),
              start: say('votes.post.start', { count: waiting.length }),
              few: say('votes.post.few', { least: leastByPost }),
            }}
            action={makeBallots}
            {...formWords(say)}
          >
            <PresentPassword visit={visit} />
            <Button>{say('votes.post.sign')}</Button>
          </PileMaker>
        </section>
        {piles.length > 0 && (
          <section className="stack tight">
            <h2>{say('votes.post.piles')}</h2>
            {piles.map((count, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: piles are numbered
              <p key={at}>
                {say('votes.post.pile', { pile: at + 1, count })}{' '}
                <a href={paths.adminVoteLabels(election.id, at + 1)} download>
                  {say('votes.post.labels', { pile: at + 1 })}
                </a>
              </p>
            ))}
          </section>
        )}
        <section className="stack tight">
          <h2>{say('votes.post.back')}</h2>
          <p>{say('votes.post.back.text')}</p>
          <a href={`${manifest.box}/paper?lang=${say.language}`}>{say('votes.papers.send')}</a>
        </section>
      </div>
    </StaffPage>
  )
}

import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { countVoters } from '@/lib/elections/prepare-election'
import { fewVoters, findProblem, findShortage, lacksThird, most } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import { countHolders } from '@/lib/people/roles/list-holders'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { wordsOf } from '../../../voting/words-of'
import { discardVote, freezeVote, removeQuestion } from '../actions'

/** What an officer does with a draft: questions, preview, freezing, or throwing it away. */
export async function DraftParts({ visit, election }: { visit: MemberVisit; election: Election }) {
  const { deps, organisation, say, paths } = visit
  const { id, version, questions } = election
  const officers = await countHolders(deps, organisation.id, 'votes.run')
  const problem = findProblem(election, organisation.settings.languages[0] ?? '', deps.now()) ?? findShortage(election, officers)
  const voters = await countVoters(deps, organisation.id, election.groupIds)
  return (
    <>
      <div className="row">
        <ButtonLink variant="second" href={paths.adminEditVote(id)}>
          {say('votes.edit')}
        </ButtonLink>
        {questions.length > 0 && <a href={paths.adminVotePreview(id)}>{say('votes.preview')}</a>}
      </div>
      <section id="questions" className="stack w-full">
        <h2>{say('votes.questions')}</h2>
        {questions.length === 0 && <p className="quiet">{say('votes.questions.none')}</p>}
        {questions.length > 0 && (
          <ol className="stack w-full">
            {questions.map((question, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: questions have no name but their number
              <li key={`${at}-${version}`} className="stack tight">
                <a href={paths.adminQuestion(id, at)}>{wordsOf(visit, question.text)}</a>
                <p className="quiet text-small">
                  {say(`votes.kind.${question.kind}`)}: {question.options.map(({ text }) => wordsOf(visit, text)).join(' · ')}
                </p>
                <ActionForm id={`remove-${at}`} action={removeQuestion} {...formWords(say)}>
                  <input type="hidden" name="election" value={id} />
                  <input type="hidden" name="version" value={version} />
                  <input type="hidden" name="at" value={at} />
                  <Button variant="link">{say('votes.question.remove', { number: at + 1 })}</Button>
                </ActionForm>
              </li>
            ))}
          </ol>
        )}
        {questions.length < most.questions && (
          <ButtonLink variant={questions.length === 0 ? 'primary' : 'second'} href={paths.adminQuestion(id, questions.length)}>
            {say('votes.question.new')}
          </ButtonLink>
        )}
      </section>
      {election.keys === 'officers' && (
        <section className="stack tight">
          <h2>{say('votes.keys.title')}</h2>
          <p>{say(election.officersKey ? 'votes.keys.made' : 'votes.keys.missing')}</p>
          <ButtonLink variant={election.officersKey ? 'second' : 'primary'} href={paths.adminVoteKeys(id)}>
            {say(election.officersKey ? 'votes.keys.anew' : 'votes.keys.title')}
          </ButtonLink>
        </section>
      )}
      <section className="notice">
        <h2>{say('votes.freeze')}</h2>
        <p>{say('votes.freeze.text', { voters })}</p>
        {voters < fewVoters && <Notice>{say('votes.few', { few: fewVoters })}</Notice>}
        {lacksThird(election, officers) && <Notice>{say('votes.paper.third')}</Notice>}
        {problem ? (
          <p>{say(problem)}</p>
        ) : (
          <ActionForm id="freeze" action={freezeVote} {...formWords(say)}>
            <input type="hidden" name="election" value={id} />
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="once" value={randomUUID()} />
            <PresentPassword visit={visit} />
            <Button>{say('votes.freeze')}</Button>
          </ActionForm>
        )}
      </section>
      <ActionForm id="discard" action={discardVote} {...formWords(say)}>
        <input type="hidden" name="election" value={id} />
        <Button variant="link">{say('votes.discard')}</Button>
      </ActionForm>
    </>
  )
}

import { Notice } from '@/components/notice'
import type { Result } from '@/lib/core/result'
import type { HelpAnswer } from '@/lib/flows/help/ask-help'
import type { Visit } from '@/lib/web/visit'
import { AnswerSection } from './answer-section'
import { MarkAnswer } from './mark-answer'
import { hrefOf } from './read-help'

/** What the help says of a question, word for word; or that it doesn't know, and the way to people who may. */
export function Answers({ visit, question, asked }: { visit: Visit; question: string; asked: Result<HelpAnswer, 'help.tooMany'> }) {
  const { say, paths } = visit
  const contact = <a href={`${paths.contact}?question=${encodeURIComponent(question)}`}>{say('help.write')}</a>
  if (!asked.ok)
    return (
      <Notice>
        {say(asked.failure)} {contact}
      </Notice>
    )
  const { answers, more, questionId } = asked.value
  return (
    <>
      {answers.length > 0 ? (
        <>
          <h2>{say('help.answers')}</h2>
          {answers.map((hit) => (
            <AnswerSection key={`${hit.contentId} ${hit.language} ${hit.position}`} visit={visit} hit={hit} />
          ))}
          <MarkAnswer visit={visit} question={question} questionId={questionId} />
        </>
      ) : (
        <>
          <h2>{say('help.unknown')}</h2>
          <p>{say('help.unknown.text')}</p>
          <p>{contact}</p>
        </>
      )}
      {more.length > 0 && (
        <>
          <h2>{say('help.more')}</h2>
          <ul className="lines">
            {more.map((hit) => (
              <li key={`${hit.contentId} ${hit.language} ${hit.position}`} lang={hit.language === say.language ? undefined : hit.language}>
                <a href={hrefOf(visit, hit)}>{hit.heading}</a>
                {hit.heading !== hit.title && <p className="quiet text-small">{hit.title}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={paths.help}>{say('help.all')}</a>
      </p>
    </>
  )
}

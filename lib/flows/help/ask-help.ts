import { keepQuestion, markQuestion } from '@/lib/content/questions/keep-question'
import type { Reader } from '@/lib/content/schema'
import { answersIn } from '@/lib/content/search/rules'
import type { Hit } from '@/lib/content/search/schema'
import { searchContent } from '@/lib/content/search/search-content'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { countUse, type Limit } from '@/lib/limits/count-use'
import { insideFactor, placeOf } from '@/lib/limits/rules'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'

/** `languages`: the reader's own, then the organisation's. */
export type Asking = { reader: Reader; client: Client; question: string; languages: readonly string[] }
export type HelpAnswer = { answers: Hit[]; more: Hit[]; questionId: string | null }

const most = { answers: 60, suggestions: 400, marks: 60, found: 12, suggested: 3 }
const windowSeconds = 600

function limitOf({ id }: Organisation, { reader, client }: Pick<Asking, 'reader' | 'client'>, name: 'answers' | 'suggestions' | 'marks'): Limit {
  const isMember = reader.reads === 'member'
  const key = `${id} ${isMember ? reader.personId : placeOf(client.address)}`
  return { name: `help-${name}`, key, max: client.isInside && !isMember ? most[name] * insideFactor : most[name], windowSeconds }
}

const search = (deps: Deps, { id, settings }: Organisation, { reader, question, languages }: Asking, count: number) =>
  searchContent(deps, id, reader, { question, languages, synonyms: settings.help.synonyms, count })

/** Sections that answer, word for word, and what else may fit. The question is kept without who asked, for those who write the help. */
export async function askHelp(deps: Deps, organisation: Organisation, asking: Asking): Promise<Result<HelpAnswer, 'help.tooMany'>> {
  if ((await countUse(deps, limitOf(organisation, asking, 'answers'))).isOver) return failure('help.tooMany')
  const hits = await search(deps, organisation, asking, most.found)
  const answers = answersIn(hits).filter(({ kind }) => kind !== 'system')
  const kept = { question: asking.question, language: asking.languages[0] ?? 'en', isAnswered: answers.length > 0 }
  const questionId = await keepQuestion(deps, organisation.id, kept)
  return success({ answers, more: hits.filter((hit) => !answers.includes(hit)), questionId })
}

/** The same while somebody writes to us: nothing of it is kept, and whoever types too much gets none. */
export async function suggestHelp(deps: Deps, organisation: Organisation, asking: Asking): Promise<Hit[]> {
  if ((await countUse(deps, limitOf(organisation, asking, 'suggestions'))).isOver) return []
  return answersIn(await search(deps, organisation, asking, most.suggested))
}

/** Whether the answer helped. One that is not there, or too many from one place, changes nothing. */
export async function markAnswer(deps: Deps, organisation: Organisation, by: Pick<Asking, 'reader' | 'client'>, id: string, isHelp: boolean): Promise<void> {
  if ((await countUse(deps, limitOf(organisation, by, 'marks'))).isOver) return
  await markQuestion(deps, organisation.id, id, isHelp)
}

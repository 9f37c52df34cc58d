import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation } from '@/e2e/support/somebody'
import { makeContent, moveContent } from '@/lib/content/change-content'
import { answersIn, splitSections } from '@/lib/content/search/rules'
import { searchContent } from '@/lib/content/search/search-content'
import type { HelpArticle } from './article'
import { helpInEnglish } from './en'
import { helpInFinnish } from './fi'
import { helpInNorwegian } from './nb'
import { goldenQuestions } from './questions'
import { helpInSwedish } from './sv'

const database = testDatabase()
const corpora: Record<string, HelpArticle[]> = { sv: helpInSwedish, nb: helpInNorwegian, fi: helpInFinnish, en: helpInEnglish }
/** Of nothing that the help tells. */
const offTopic: Record<string, string[]> = {
  sv: ['vad kostar ett busskort', 'hur blir vädret i morgon', 'recept på pannkakor', 'vem vann matchen igår', 'när går bussen till stationen'],
  nb: ['hva koster bussbilletten', 'hvordan blir været i morgen', 'oppskrift på vafler', 'hvem vant kampen i går', 'når går bussen til stasjonen'],
  fi: ['paljonko bussilippu maksaa', 'millainen sää huomenna on', 'pannukakun resepti', 'kuka voitti eilisen ottelun', 'milloin bussi lähtee asemalle'],
  en: ['who is the mayor', 'weather forecast for tomorrow', 'pancake recipe', 'who won the match yesterday', 'when does the bus leave for the station'],
}

describe.each(Object.entries(corpora))('in %s', (language, articles) => {
  test('of fifty questions at least 45 find their section among the first three, and what the help doesn’t know, it says', async () => {
    const { deps } = database
    const { id } = await newOrganisation(deps, { languages: [language as 'sv'] })
    const titles = new Map<string, string>()
    for (const { key, title, keywords, sections } of articles) {
      const body = sections.map(([question, answer]) => `## ${question}\n\n${answer}`).join('\n\n')
      const made = await makeContent(deps, id, { kind: 'help', language, written: { title, summary: '', keywords, body }, by: null })
      if (!made.ok) throw new Error(made.failure)
      const shown = await moveContent(deps, id, { id: made.value.id, version: 2 }, 'publish')
      if (!shown.ok) throw new Error(shown.failure)
      splitSections(title, '', body).forEach(({ heading }, at) => void titles.set(`${key} ${at}`, `${title}: ${heading}`))
    }
    const ask = (question: string) => searchContent(deps, id, { reads: 'whole' }, { question, languages: [language], synonyms: [], count: 8 })
    const questions = goldenQuestions[language] ?? []
    expect(questions).toHaveLength(50)
    const missed: string[] = []
    for (const [question, article, section] of questions) {
      const wanted = titles.get(`${article} ${section}`)
      if (!wanted) throw new Error(`no section ${article} ${section}`)
      const said = answersIn(await ask(question)).map(({ title, heading }) => `${title}: ${heading}`)
      if (!said.includes(wanted)) missed.push(`${question}: ${said.join(' | ')}`)
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(5)
    const answered: string[] = []
    for (const question of offTopic[language] ?? []) {
      const hits = await ask(question)
      if (answersIn(hits).length > 0) answered.push(`${question}: ${hits.slice(0, 2).map(({ heading, coverage }) => `${heading} ${coverage.toFixed(2)}`)}`)
    }
    expect(answered).toEqual([])
  })
})

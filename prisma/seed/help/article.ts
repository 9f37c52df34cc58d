import type { DemoContent } from '../content'

/** An article of the demo's handbook in one language: headings that are questions, each with its answer. */
export type HelpArticle = { key: string; title: string; keywords: string; isForMembers?: true; sections: [question: string, answer: string][] }

/** The same articles in one or more languages, those of the organisation's first one deciding which there are. */
export function asContent(languages: Record<string, HelpArticle[]>): DemoContent[] {
  const [first = []] = Object.values(languages)
  return first.map(({ key, isForMembers }) => ({
    kind: 'help',
    audience: isForMembers ? 'members' : 'public',
    texts: Object.fromEntries(
      Object.entries(languages).flatMap(([language, articles]) => {
        const found = articles.find((article) => article.key === key)
        if (!found) return []
        const { title, keywords, sections } = found
        return [[language, { title, keywords, body: sections.map(([question, answer]) => `## ${question}\n\n${answer}`).join('\n\n') }]]
      }),
    ),
  }))
}

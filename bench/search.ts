import { randomInt } from 'node:crypto'
import { readerOf } from '@/lib/content/as-reader'
import { tidySearch } from '@/lib/content/search/index-content'
import { searchContent } from '@/lib/content/search/search-content'
import { closeDb, openDb } from '@/lib/core/db'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { ask, nameOf } from './database'
import { type Finding, percentile } from './measure'

// Pages of words that differ in how common they are, some of them compounds, as a handbook's do.
const stems =
  'avgift medlem lön semester ledig anställ schema lokal kurs möte val kassa försäkring pension skatt resa bil cykel parkering nyckel kort lösen konto telefon dator skrivare nät blankett ansökan beslut'.split(
    ' ',
  )
const ends = 'et en ar ens arna handling kort plan regel nummer avdelning grupp tid dag möte blankett ansvar'.split(' ')
const syllables = 'ba ke lo mi ru sta vi ne ga to fra pe kli sno ju'.split(' ')
const any = (list: readonly string[]) => list[randomInt(list.length)] ?? ''
const rare = () => `${any(syllables)}${any(syllables)}${any(syllables)}${any(ends)}`
const word = () => (randomInt(4) === 0 ? rare() : `${any(stems)}${any(ends)}`)
const words = (count: number) => Array.from({ length: count }, word).join(' ')

/** Fills an organisation with so many pages of three sections each, for everybody, members or one of many groups. */
export async function fillPages(url: string, slug: string, pages: number): Promise<void> {
  const lines = Array.from({ length: 500 }, () => `## ${words(4)}\n\n${words(45)}\n\n## ${words(3)}\n\n${words(45)}\n\n## ${words(5)}\n\n${words(45)}`)
  const bodies = `(ARRAY[${lines.map((line) => `'${line}'`).join(',')}])`
  await ask(
    url,
    `INSERT INTO content_items (organisation_id, id, kind, slug, audience, audience_groups, state, is_live, publish_at, created_at, updated_at)
       SELECT o.id, md5('page ' || n)::uuid, 'help', 'p' || n, CASE n % 3 WHEN 0 THEN 'public' WHEN 1 THEN 'members' ELSE 'groups' END,
         CASE n % 3 WHEN 2 THEN ARRAY[md5('group ' || n % 40)::uuid] ELSE '{}' END, 'published', true, now() - interval '1 day', now(), now()
       FROM organisations o, generate_series(1, ${pages}) n WHERE o.slug = '${slug}';
     INSERT INTO content_texts (organisation_id, content_id, language, title, body, revision, updated_at)
       SELECT i.organisation_id, i.id, 'nb', 'Side ' || i.slug, ${bodies}[1 + substr(i.slug, 2)::int % 500] || i.slug, 1, now() FROM content_items i`,
  )
  await ask(url, 'ANALYZE') // as in a portal that has run for a day
  const deps = { db: openDb(url, 2), now: () => new Date() }
  const organisation = await findOrganisation(deps, slug)
  if (!organisation) throw new Error(`no organisation ${slug}`)
  await tidySearch(deps, organisation.id).finally(() => closeDb(deps.db))
  await ask(url, 'VACUUM ANALYZE')
}

/** A question of three or four words, one of them misspelt, as a member and as a stranger. */
export async function benchSearch(url: string, slug: string, questions: number): Promise<Finding[]> {
  const deps = { db: openDb(url, 2), now: () => new Date() }
  const organisation = await findOrganisation(deps, slug)
  const person = organisation && (await findPersonByIdentifier(deps, organisation.id, nameOf(1)))
  if (!person) throw new Error(`nobody in ${slug}`)
  const misspelt = (text: string) => text.replace(/(.)(.)(.)$/, '$1$3$2')
  const kinds: Record<string, () => string> = {
    'a question': () => `hvordan ${word()} ${any(stems)} ${word()}`,
    'a question with a misspelt word': () => `${misspelt(word())} ${any(stems)} ${rare()}`,
    'a common word': () => any(stems),
  }
  const findings: Finding[] = []
  try {
    for (const [what, question] of Object.entries(kinds))
      for (const [who, personId] of [
        ['a member', person.id],
        ['a stranger', null],
      ] as const) {
        const times: number[] = []
        for (let turn = -20; turn < questions; turn++) {
          const wish = { question: question(), languages: ['nb'], synonyms: [], count: 12 }
          const began = performance.now()
          await searchContent(deps, organisation.id, readerOf(personId ? { personId } : null), wish)
          if (turn >= 0) times.push(performance.now() - began) // the first ones warm up
        }
        const ours = percentile(times, 0.95)
        findings.push({ name: 'search', what: `p95 of ${what} by ${who}`, ours, theirs: null, unit: 'ms', ratio: null, held: ours, target: { atMost: 20 } })
      }
  } finally {
    await closeDb(deps.db)
  }
  return findings
}

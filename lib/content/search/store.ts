import type { Db } from '@/lib/core/db'
import { Prisma, pieceOf, reveal } from '@/lib/core/prisma'
import { visibleContent } from '../as-reader'
import type { ContentText } from '../schema'
import type { Hit, IndexedSection, Unindexed, Variant } from './schema'

/** Texts whose sections are not those of what readers are shown; of one item, or of all. */
export function listUnindexed(db: Db, organisationId: string, contentId: string | null, most: number): Promise<Unindexed[]> {
  return reveal(db).$queryRaw<Unindexed[]>`
    SELECT t.content_id AS "contentId", t.language FROM content_texts t
    WHERE t.organisation_id = ${organisationId}::uuid AND (${contentId}::uuid IS NULL OR t.content_id = ${contentId}::uuid) AND NOT EXISTS (SELECT 1
      FROM content_sections s WHERE s.organisation_id = t.organisation_id AND s.content_id = t.content_id AND s.language = t.language AND s.revision = t.revision)
    ORDER BY 1, 2 LIMIT ${most}`
}

export function findText(db: Db, organisationId: string, contentId: string, language: string): Promise<ContentText | null> {
  return reveal(db).contentText.findUnique({
    where: { organisationId_contentId_language: { organisationId, contentId, language } },
    omit: { organisationId: true, contentId: true },
  })
}

type Text = Pick<ContentText, 'language' | 'title' | 'keywords' | 'revision' | 'updatedAt'>

/** The sections of a text take the place of its former ones, with every word that stands in them; `keepWords` is called after it. */
export async function replaceSections(db: Db, organisationId: string, contentId: string, text: Text, sections: readonly IndexedSection[]): Promise<void> {
  const { language, title, keywords, revision, updatedAt } = text
  await reveal(db).contentSection.deleteMany({ where: { organisationId, contentId, language } })
  const shared = { organisationId, contentId, language, title, revision, updatedAt }
  await reveal(db).contentSection.createMany({ data: sections.map(({ words: _, ...section }) => ({ ...shared, ...section })) })
  const of = <Value>(pick: (section: IndexedSection) => Value) => sections.map(pick)
  // A word of the heading says more than one of the title or the keywords, which all sections share; in the body, its second time says less than its first.
  await reveal(db).$executeRaw`
    WITH kept AS (INSERT INTO content_terms (organisation_id, language, word, content_id, position, gate, weight)
    SELECT ${organisationId}::uuid, ${language}, x.lexeme, ${contentId}::uuid, s.position,
      (SELECT content_gate(i.audience, i.audience_groups) FROM content_items i WHERE i.organisation_id = ${organisationId}::uuid AND i.id = ${contentId}::uuid),
      (CASE WHEN 'A' = ANY(x.weights) THEN 3 ELSE 0 END) + (CASE WHEN 'B' = ANY(x.weights) THEN 1.2 ELSE 0 END) + (CASE WHEN 'C' = ANY(x.weights) THEN 1.6 ELSE 0 END)
        + coalesce(1.6 * cardinality(array_positions(x.weights, 'D')) / (cardinality(array_positions(x.weights, 'D')) + 0.6 + 0.4 * length(s.body) / 400.0), 0)
    FROM unnest(${of(({ position }) => position)}::int[], ${of(({ heading }) => heading)}::text[], ${of(({ words }) => words)}::text[]) s(position, heading, body),
      unnest(setweight(to_tsvector(content_dictionary(${language}), s.heading), 'A') || setweight(to_tsvector(content_dictionary(${language}), ${title}), 'B')
        || setweight(to_tsvector(content_dictionary(${language}), ${keywords}), 'C') || to_tsvector(content_dictionary(${language}), s.body)) x
    WHERE length(x.lexeme) <= 60 RETURNING position, word, weight)
    UPDATE content_sections s SET words = k.words, weights = k.weights
    FROM (SELECT position, array_agg(word ORDER BY word) AS words, array_agg(weight ORDER BY word) AS weights FROM kept GROUP BY 1) k
    WHERE s.organisation_id = ${organisationId}::uuid AND s.content_id = ${contentId}::uuid AND s.language = ${language} AND s.position = k.position`
}

/** The words of an item, or of all, stand open to those whom it is for now. */
export async function openTerms(db: Db, organisationId: string, contentId: string | null): Promise<void> {
  await reveal(db).$executeRaw`
    UPDATE content_terms t SET gate = content_gate(i.audience, i.audience_groups) FROM content_items i
    WHERE i.organisation_id = ${organisationId}::uuid AND (${contentId}::uuid IS NULL OR i.id = ${contentId}::uuid)
      AND t.organisation_id = i.organisation_id AND t.content_id = i.id AND t.gate <> content_gate(i.audience, i.audience_groups)`
}

/** The words of an item are among those that may be meant: by strangers too where it is public. */
export async function keepWords(db: Db, organisationId: string, contentId: string): Promise<void> {
  await reveal(db).$executeRaw`
    INSERT INTO search_words AS w (organisation_id, language, word, is_public)
    SELECT DISTINCT t.organisation_id, t.language, t.word, i.audience = 'public' FROM content_terms t
      JOIN content_items i ON i.organisation_id = t.organisation_id AND i.id = t.content_id
    WHERE t.organisation_id = ${organisationId}::uuid AND t.content_id = ${contentId}::uuid ORDER BY 2, 3
    ON CONFLICT (organisation_id, language, word) DO UPDATE SET is_public = true WHERE excluded.is_public AND NOT w.is_public`
}

/** Words that nothing is written with any more go; those that left the public help leave the strangers' words. */
export async function tidyWords(db: Db, organisationId: string): Promise<void> {
  await reveal(db).$executeRaw`
    WITH used AS (SELECT t.language, t.word, bool_or(i.audience = 'public') AS is_public FROM content_terms t
        JOIN content_items i ON i.organisation_id = t.organisation_id AND i.id = t.content_id WHERE t.organisation_id = ${organisationId}::uuid GROUP BY 1, 2),
      gone AS (DELETE FROM search_words w WHERE w.organisation_id = ${organisationId}::uuid
        AND NOT EXISTS (SELECT 1 FROM used u WHERE u.language = w.language AND u.word = w.word))
    UPDATE search_words w SET is_public = u.is_public FROM used u
    WHERE w.organisation_id = ${organisationId}::uuid AND w.language = u.language AND w.word = u.word AND w.is_public <> u.is_public`
}

export type Asked = { variants: readonly Variant[]; languages: readonly string[]; isStranger: boolean; count: number }

/** How near two words are at least that are misspellings of each other. */
const leastSimilarity = '0.42'

/**
 * So much is read at most, however much there is: of each word the places where it says most (fewer of one that only resembles
 * what was asked), of these the likeliest sections, which are then judged by all that they have of the question; and beyond so
 * many items a word is not rarer for one more.
 */
const most = { places: 60, likely: 24, items: 400 }

/**
 * The sections that have most of what was asked, the best first. Each word is looked for as it is, as a part of longer
 * ones and as one of its own parts (compounds), and as what it resembles where the reader may read it nowhere. What a word counts for follows from how many
 * sections have it, of those that the reader may see: what they may not see changes nothing.
 */
export async function findSections(db: Db, organisationId: string, { variants, languages, isStranger, count }: Asked): Promise<Hit[]> {
  // PostgreSQL would plan these twenty tables anew for each question, which costs as much as the answer.
  await reveal(db)
    .$executeRaw`SELECT set_config('pg_trgm.similarity_threshold', ${leastSimilarity}, true), set_config('plan_cache_mode', 'force_generic_plan', true)`
  const of = <Value>(pick: (variant: Variant) => Value) => variants.map(pick)
  const visible = pieceOf(visibleContent())
  const ours = Prisma.sql`w.organisation_id = ${organisationId}::uuid AND w.language = a.language AND (w.is_public OR ${!isStranger})`
  // Places are those that the policy lets through; what is found is asked for by the rule itself once more.
  // OFFSET 0: each word is looked up by the index, whatever PostgreSQL thinks of how many there are.
  return reveal(db).$queryRaw<Hit[]>`
    WITH asked AS MATERIALIZED (
      SELECT l.language, v.word AS n, x.lexeme, max(v.weight) AS weight FROM unnest(${[...languages]}::text[]) l(language),
        unnest(${of(({ word }) => word)}::int[], ${of(({ text }) => text)}::text[], ${of(({ weight }) => weight)}::float8[]) v(word, text, weight),
        unnest(tsvector_to_array(to_tsvector(content_dictionary(l.language), v.text))) x(lexeme)
      GROUP BY 1, 2, 3),
    meant AS MATERIALIZED (SELECT m.language, m.n, m.word, max(m.weight) AS weight FROM (
      SELECT a.language, a.n, a.lexeme AS word, a.weight FROM asked a
      UNION ALL
      SELECT a.language, a.n, near.word, a.weight * near.weight FROM asked a, LATERAL (
        SELECT w.word, 0.3::float8 + 0.5::float8 * length(a.lexeme) / length(w.word) AS weight
        FROM search_words w WHERE ${ours} AND w.word LIKE '%' || replace(replace(a.lexeme, '_', '\\_'), '%', '\\%') || '%'
        UNION ALL
        SELECT w.word, 0.9::float8 * similarity(w.word, a.lexeme) FROM search_words w WHERE ${ours} AND w.word % a.lexeme AND strpos(w.word, a.lexeme) = 0 AND a.weight = 1
          AND NOT EXISTS (SELECT 1 FROM content_terms t WHERE t.organisation_id = ${organisationId}::uuid AND t.language = a.language AND t.word = a.lexeme)
        ORDER BY 2 DESC, 1 LIMIT 16) near WHERE length(a.lexeme) >= 4
      UNION ALL
      SELECT a.language, a.n, part.word, a.weight * (0.2 + 0.6 * length(part.word) / length(a.lexeme)) FROM asked a, LATERAL (
        SELECT w.word FROM search_words w WHERE ${ours} AND w.word = ANY (ARRAY(SELECT left(a.lexeme, long) FROM generate_series(4, length(a.lexeme) - 2) long
          UNION SELECT right(a.lexeme, long) FROM generate_series(4, length(a.lexeme) - 2) long)) OFFSET 0) part
      ) m GROUP BY 1, 2, 3),
    places AS MATERIALIZED (SELECT m.n, m.language, t.content_id, t.position, max(m.weight * t.weight) AS score
      FROM meant m CROSS JOIN LATERAL (SELECT t.content_id, t.position, t.weight FROM content_terms t
        WHERE t.organisation_id = ${organisationId}::uuid AND t.language = m.language AND t.word = m.word
        ORDER BY t.weight DESC, t.content_id, t.position LIMIT ceil(${most.places} * least(1, m.weight))) t GROUP BY 1, 2, 3, 4),
    counts AS MATERIALIZED (SELECT n, count(*) AS sections FROM places GROUP BY 1),
    items AS MATERIALIZED (SELECT greatest(count(*), 10) AS count
      FROM (SELECT 1 FROM content_items i WHERE i.organisation_id = ${organisationId}::uuid AND ${visible} LIMIT ${most.items}) visible),
    rarity AS MATERIALIZED (SELECT n.n, ln(1 + 4.0 * items.count / (1 + coalesce(c.sections, 7))) AS value
      FROM (SELECT DISTINCT n FROM asked WHERE weight = 1) n CROSS JOIN items LEFT JOIN counts c ON c.n = n.n),
    likely AS MATERIALIZED (SELECT p.content_id, p.language, p.position FROM places p JOIN rarity r ON r.n = p.n
      GROUP BY 1, 2, 3 ORDER BY sum(r.value * p.score) DESC, 1, 3 LIMIT ${count + most.likely}),
    found AS MATERIALIZED (SELECT l.content_id, l.language, l.position, m.n, max(m.weight * t.weight) AS score, max(m.weight) AS nearness
      FROM likely l JOIN content_sections s ON s.organisation_id = ${organisationId}::uuid AND s.content_id = l.content_id AND s.language = l.language
          AND s.position = l.position CROSS JOIN LATERAL unnest(s.words, s.weights) t(word, weight)
        JOIN meant m ON m.language = l.language AND m.word = t.word GROUP BY 1, 2, 3, 4),
    ranked AS (SELECT f.content_id, f.language, f.position, sum(r.value * f.score) AS sum, sum(r.value * least(1, f.nearness)) / (SELECT sum(value) FROM rarity) AS coverage
      FROM found f JOIN rarity r ON r.n = f.n GROUP BY 1, 2, 3),
    best AS MATERIALIZED (SELECT r.*, r.sum * (0.3 + r.coverage) * (CASE WHEN r.language = ${languages[0]} THEN 1 ELSE 0.6 END) AS score FROM ranked r
      ORDER BY score DESC, r.content_id, r.position LIMIT ${count})
    SELECT b.content_id AS "contentId", b.language, b.position, b.score::float8 AS score, b.coverage::float8 AS coverage, s.*
    FROM best b CROSS JOIN LATERAL (SELECT i.kind, i.slug, i.href, s.title, s.anchor, s.heading, s.body, s.updated_at AS "updatedAt"
      FROM content_items i JOIN content_sections s ON s.organisation_id = i.organisation_id AND s.content_id = i.id AND s.language = b.language AND s.position = b.position
      WHERE i.organisation_id = ${organisationId}::uuid AND i.id = b.content_id AND ${visible} OFFSET 0) s
    ORDER BY b.score DESC, b.content_id, b.position`
}

export type HeadingRow = { slug: string; language: string; title: string; anchor: string; heading: string }

const mostHeadings = 2_000

/** Of the help alone, each article in the first of the languages that it is in. */
export function listHeadings(db: Db, organisationId: string, languages: readonly string[]): Promise<HeadingRow[]> {
  return reveal(db).$queryRaw<HeadingRow[]>`
    SELECT i.slug, s.language, s.title, s.anchor, s.heading FROM content_items i JOIN content_sections s ON s.organisation_id = i.organisation_id AND s.content_id = i.id
    WHERE i.organisation_id = ${organisationId}::uuid AND i.kind = 'help' AND ${pieceOf(visibleContent())} AND s.language = (SELECT o.language FROM content_sections o
      WHERE o.organisation_id = i.organisation_id AND o.content_id = i.id AND o.position = 0 ORDER BY array_position(${[...languages]}::text[], o.language), 1 LIMIT 1)
    ORDER BY i.position, i.id, s.position LIMIT ${mostHeadings}`
}

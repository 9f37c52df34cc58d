import type { ContentItem, ContentText } from '../schema'

/** A part of a text under a heading of its own, as it was written (Markdown). */
export type Section = { position: number; anchor: string; heading: string; body: string }

/** The same with what the dictionary reads: words without marks and links. */
export type IndexedSection = Section & { words: string }

/** A way to write one of the question's words: that of `word` counts once, however it is found. */
export type Variant = { word: number; text: string; weight: number }

/** `coverage`: how much of what was asked the section has words for, rare ones counting more; 1 is all. */
export type Hit = Section &
  Pick<ContentItem, 'kind' | 'slug' | 'href'> &
  Pick<ContentText, 'language' | 'title' | 'updatedAt'> & { contentId: string; score: number; coverage: number }

/** A text whose sections are missing or of an earlier revision. */
export type Unindexed = { contentId: string; language: string }

/** What the handbook's first page shows of an article. */
export type HandbookArticle = { slug: string; language: string; title: string; questions: { anchor: string; heading: string }[] }

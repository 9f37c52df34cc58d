import type { Audience, ContentItem, ContentKind, Written } from './schema'

export const longest = { title: 200, summary: 500, keywords: 500, body: 100_000, slug: 80, href: 500, mark: 2, alt: 500 } as const

/** For whom a kind may be: everything but help lies behind the sign-in. */
export const allowedAudiences = (kind: ContentKind): Audience[] => (kind === 'help' ? ['public', 'members', 'groups'] : ['members', 'groups'])

const letters: Record<string, string> = { å: 'a', ä: 'a', ö: 'o', æ: 'ae', ø: 'o', ß: 'ss', é: 'e', ü: 'u' }

/** What a title is called in an address. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[åäöæøßéü]/g, (letter) => letters[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest.slug)
    .replace(/^-+|-+$/g, '')

/** In the first of the wished languages that there is, else in whichever there is. */
export function inPreferred<Text extends { language: string }>(texts: readonly Text[], wished: readonly string[]): Text | undefined {
  return wished.map((language) => texts.find((text) => text.language === language)).find((text) => text !== undefined) ?? texts[0]
}

/** Whether a translation says what the text in the organisation's first language no longer says. */
export function isStale(text: { language: string; sourceRevision: number | null }, source: { language: string; revision: number } | undefined): boolean {
  return source !== undefined && source.language !== text.language && (text.sourceRevision ?? 0) < source.revision
}

/** Where readers may be led from the front page: another site, or a page of ours. */
export const isAddress = (href: string): boolean => /^https?:\/\/[^\s/?#]+\S*$/i.test(href) || /^\/(?![/\\])\S*$/.test(href)

export type PublishProblem = 'content.noTitle' | 'content.noAlt' | 'content.noAddress'

/** What stands in the way of showing these texts to readers. */
export function findProblem({ kind, href }: Pick<ContentItem, 'kind' | 'href'>, texts: readonly Written[]): PublishProblem | null {
  if (texts.every(({ title }) => title === '')) return 'content.noTitle'
  if (kind === 'system' && !isAddress(href)) return 'content.noAddress'
  return texts.some(({ body }) => /!\[\s*\]\s*[([]/.test(body)) ? 'content.noAlt' : null
}

export type ShownState = 'waiting' | 'live' | 'expired' | 'hidden'

/** What readers have of it now. */
export function readersHave({ isLive, publishAt, expireAt }: Pick<ContentItem, 'isLive' | 'publishAt' | 'expireAt'>, now: Date): ShownState {
  if (!isLive) return 'hidden'
  if (publishAt && publishAt > now) return 'waiting'
  return expireAt && expireAt <= now ? 'expired' : 'live'
}

/** Past the day by which somebody should have looked it over; `today` is `2026-11-29`. */
export const isOverdue = ({ reviewBy }: Pick<ContentItem, 'reviewBy'>, today: string): boolean =>
  reviewBy !== null && reviewBy.toISOString().slice(0, 10) < today

export type DiffLine = { kind: 'same' | 'gone' | 'new'; text: string }

/** How one text became the other, line by line. */
export function compareTexts(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++
  const same = (lines: string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }))
  return [...same(old.slice(0, start)), ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)), ...same(old.slice(old.length - end))]
}

/** Beyond so many pairs of lines, all of the old goes and all of the new comes. */
const mostPairs = 4_000_000

function middle(old: string[], now: string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ kind: 'gone', text })
  const come = (text: string): DiffLine => ({ kind: 'new', text })
  if (old.length * now.length > mostPairs) return [...old.map(gone), ...now.map(come)]
  const width = now.length + 1
  const common = new Uint32Array((old.length + 1) * width) // how many lines are common from here on
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]]
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left })
      i++
      j++
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(left))
      i++
    } else {
      lines.push(come(right ?? ''))
      j++
    }
  }
  return lines
}

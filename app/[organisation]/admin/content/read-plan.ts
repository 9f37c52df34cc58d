import { longest, slugOf } from '@/lib/content/rules'
import { audiences, type ContentItem, type ItemPlan } from '@/lib/content/schema'
import { failure, type Result, success } from '@/lib/core/result'
import { readLocalTime } from '@/lib/organisations/local-time'
import type { WordKey } from '@/lib/words/keys'

type Wrong = { field: string; key: WordKey }

/** What an editor says of an item beside its texts; times are the organisation's. What a form does not ask stays as it is. */
export function readPlan(typed: Readonly<Record<string, unknown>>, item: ContentItem, timeZone: string): Result<ItemPlan, Wrong[]> {
  const of = (name: string, former: string) => (typeof typed[name] === 'string' ? typed[name].trim() : former)
  const time = (name: string) => {
    const text = of(name, '')
    return text === '' ? null : (readLocalTime(text, timeZone) ?? undefined)
  }
  const day = of('reviewBy', '')
  const place = of('position', String(item.position))
  const [publishAt, expireAt, reviewBy] = [time('publishAt'), time('expireAt'), day === '' ? null : readLocalTime(`${day}T00:00`, 'UTC')]
  const plan = {
    slug: slugOf(of('slug', item.slug)),
    audience: audiences.find((audience) => audience === typed.audience) ?? item.audience,
    audienceGroups: Object.keys(typed).flatMap((name) => (name.startsWith('group.') ? [name.slice(6)] : [])),
    ownerId: of('ownerId', '') || null,
    position: Number(place),
    href: of('href', item.href).slice(0, longest.href),
    mark: [...of('mark', item.mark)].slice(0, longest.mark).join(''),
  }
  const wrong: Wrong[] = []
  if (publishAt === undefined) wrong.push({ field: 'publishAt', key: 'content.badTime' })
  if (expireAt === undefined) wrong.push({ field: 'expireAt', key: 'content.badTime' })
  if (expireAt && publishAt && expireAt <= publishAt) wrong.push({ field: 'expireAt', key: 'content.endsTooSoon' })
  if (day !== '' && reviewBy === null) wrong.push({ field: 'reviewBy', key: 'content.badTime' })
  if (!/^-?\d{1,6}$/.test(place)) wrong.push({ field: 'position', key: 'content.badNumber' })
  if (wrong.length > 0 || publishAt === undefined || expireAt === undefined) return failure(wrong)
  return success({ ...plan, audienceGroups: plan.audience === 'groups' ? plan.audienceGroups : [], publishAt, expireAt, reviewBy })
}

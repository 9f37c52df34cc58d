import { failure, type Result, success } from '@/lib/core/result'
import { readLocalTime } from '@/lib/organisations/local-time'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { WordKey } from '@/lib/words/keys'
import { languages } from '@/lib/words/language'

type Notice = OrganisationSettings['notices'][number]
type Wrong = { field: string; key: WordKey }

/** A notice from its form; times are the organisation's. */
export function readNotice(typed: Readonly<Record<string, string | undefined>>, timeZone: string): Result<Notice, Wrong[]> {
  const texts = (name: string) =>
    Object.fromEntries(
      languages.map((language) => [language, (typed[`${name}.${language}`] ?? '').replaceAll('\r\n', '\n').trim()] as const).filter(([, text]) => text),
    )
  const time = (name: string) => {
    const text = (typed[name] ?? '').trim()
    return text === '' ? undefined : readLocalTime(text, timeZone)
  }
  const [title, text, label, href, from, until] = [texts('title'), texts('text'), texts('label'), (typed.href ?? '').trim(), time('from'), time('until')]
  const wrong: Wrong[] = []
  if (Object.keys(text).length === 0) wrong.push({ field: firstField(typed), key: 'settings.notices.noText' })
  if (from === null) wrong.push({ field: 'from', key: 'settings.notices.noTime' })
  if (until === null || (from && until && until <= from)) wrong.push({ field: 'until', key: 'settings.notices.noTime' })
  if (href && Object.keys(label).length === 0) wrong.push({ field: firstField(typed, 'label'), key: 'settings.notices.noText' })
  if (wrong.length > 0) return failure(wrong)
  return success({
    ...(Object.keys(title).length > 0 ? { title } : {}),
    text,
    ...(href ? { link: { label, href } } : {}),
    ...(from ? { from: from.toISOString() } : {}),
    ...(until ? { until: until.toISOString() } : {}),
  })
}

/** The first of the fields that the form had. */
const firstField = (typed: Readonly<Record<string, string | undefined>>, name = 'text') =>
  Object.keys(typed).find((each) => each.startsWith(`${name}.`)) ?? name

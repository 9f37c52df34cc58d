import { Tag } from '@/components/tag'
import { isOverdue, readersHave } from '@/lib/content/rules'
import type { EditorLine } from '@/lib/content/schema'
import { writeLocalTime } from '@/lib/organisations/local-time'
import type { StaffVisit } from '@/lib/web/staff'

type Props = { visit: StaffVisit; item: Pick<EditorLine, 'state' | 'isLive' | 'publishAt' | 'expireAt' | 'reviewBy'> }

/** What readers have of it, what editors still work at, and whether somebody should look it over. */
export function StateTags({ visit: { say, deps, organisation }, item }: Props) {
  const has = readersHave(item, deps.now())
  return (
    <span className="row gap-1">
      {has !== 'hidden' && <Tag tone={has === 'live' ? 'good' : 'brand'}>{say(`editing.has.${has}`)}</Tag>}
      {item.state !== 'published' && <Tag>{say(`editing.state.${item.state}`)}</Tag>}
      {isOverdue(item, writeLocalTime(deps.now(), organisation.settings.timeZone).slice(0, 10)) && <Tag tone="bad">{say('editing.state.overdue')}</Tag>}
    </span>
  )
}

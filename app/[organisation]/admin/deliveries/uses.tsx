import { DataTable } from '@/components/data-table'
import { Tag } from '@/components/tag'
import { readUse } from '@/lib/delivery/read-use'
import { levelOf } from '@/lib/delivery/rules'
import type { MemberVisit } from '@/lib/web/session'
import { dateTag } from '../../say-date'

/** How many messages went out today and this month, beside what may, and what they cost. */
export async function Uses({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, say } = visit
  const { prices } = organisation.settings
  const uses = await readUse(deps, organisation)
  const money = new Intl.NumberFormat(dateTag(say.language), { style: 'currency', currency: prices.currency })
  const regions = new Intl.DisplayNames(say.language, { type: 'region' })
  const hasPrices = prices.sms + prices.smsAbroad + prices.letter > 0
  const rows = uses.map((use) => ({
    key: `${use.channel} ${use.country ?? ''}`,
    cells: {
      what: use.country ? say('deliveries.use.to', { country: regions.of(use.country) ?? use.country }) : say(`deliveries.channel.${use.channel}`),
      today: <Count visit={visit} label={say('deliveries.use.today')} count={use.today} max={use.todayMax} />,
      month: <Count visit={visit} label={say('deliveries.use.month')} count={use.month} max={use.monthMax} />,
      cost: money.format(use.cost),
    },
  }))
  return (
    <DataTable
      caption={say('deliveries.use.title')}
      columns={[
        { key: 'what', label: say('deliveries.channel') },
        { key: 'today', label: say('deliveries.use.today') },
        { key: 'month', label: say('deliveries.use.month') },
        ...(hasPrices ? [{ key: 'cost', label: say('deliveries.use.cost'), isNumber: true }] : []),
      ]}
      rows={rows}
    />
  )
}

/** On a telephone the heads of the columns are away: the cell says what it counts. */
function Count({ visit: { say }, label, count, max }: { visit: MemberVisit; label: string; count: number; max: number | null }) {
  const level = levelOf(max, count)
  return (
    <>
      <span className="quiet list:hidden">{label}: </span>
      {max === null ? count.toLocaleString(say.language) : say('deliveries.use.of', { count, max })}{' '}
      {level && <Tag tone={level === 'full' ? 'bad' : 'brand'}>{say(`deliveries.use.${level}`)}</Tag>}
    </>
  )
}

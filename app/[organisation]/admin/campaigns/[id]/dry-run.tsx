import { DataTable } from '@/components/data-table'
import type { Funnel } from '@/lib/campaigns/read-funnel'
import { hoursFor } from '@/lib/campaigns/rules'
import type { Campaign } from '@/lib/campaigns/schema'
import type { MemberVisit } from '@/lib/web/session'

const ways = ['sms', 'email', 'letter', 'none'] as const

/** What would happen: how many by which way, whom nothing reaches, what it costs, and how long it takes. */
export function DryRun({ visit, campaign, funnel }: { visit: MemberVisit; campaign: Campaign; funnel: Funnel }) {
  const { say, organisation } = visit
  const { prices } = organisation.settings
  const number = new Intl.NumberFormat(say.language)
  const money = new Intl.NumberFormat(say.language, { style: 'currency', currency: prices.currency })
  const costs: Record<string, number> = { sms: prices.sms, letter: prices.letter, notice: prices.sms }
  const counts: Record<string, number> = { ...funnel.first, notice: funnel.notices }
  const reachable = funnel.all.chosen - (funnel.first.none ?? 0)
  const rows = [...ways, 'notice' as const]
    .filter((way) => (counts[way] ?? 0) > 0)
    .map((way) => {
      const count = counts[way] ?? 0
      const cost = (costs[way] ?? 0) * count
      return { key: way, cells: { way: say(`campaign.way.${way}`), people: number.format(count), cost: cost > 0 ? money.format(cost) : '' } }
    })
  return (
    <section className="stack tight w-full">
      <h2>{say('campaign.dry.title')}</h2>
      <p>{say('campaign.dry.text', { count: funnel.all.chosen })}</p>
      {reachable > 0 && <p>{say('campaign.dry.time', { hours: Math.round(hoursFor(reachable, campaign.perMinute, campaign.quiet)) })}</p>}
      {funnel.withPassword > 0 && <p>{say('campaign.dry.password', { count: funnel.withPassword, erases: campaign.erases ? 'yes' : 'no' })}</p>}
      {rows.length > 0 && (
        <DataTable
          caption={say('campaign.dry.first')}
          columns={[
            { key: 'way', label: say('campaign.column.way') },
            { key: 'people', label: say('campaign.column.people'), isNumber: true },
            ...(rows.some(({ cells }) => cells.cost) ? [{ key: 'cost', label: say('campaign.column.cost'), isNumber: true }] : []),
          ]}
          rows={rows}
        />
      )}
    </section>
  )
}

import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { Labelled } from '@/components/labelled'
import { chartBox, LineChart } from '@/components/line-chart'
import type { Statistics } from '@/lib/statistics/read-days'
import { type CountKind, lineOf, type Period, topOf } from '@/lib/statistics/rules'
import type { MemberVisit } from '@/lib/web/session'
import { dateTag } from '../../say-date'

type ChartKind = Exclude<CountKind, 'members' | 'stranded' | 'contactless' | 'unvalidated'>
type Props = { visit: MemberVisit; statistics: Statistics; period: Period }

/** How many of each kind, day by day. */
export function KindChart({
  visit,
  id,
  kinds,
  statistics,
  period,
}: Props & { id: 'signIns' | 'secondFactors' | 'wayBack' | 'deliveries' | 'activation'; kinds: readonly ChartKind[] }) {
  const { say } = visit
  const { keys, series } = statistics
  const number = new Intl.NumberFormat(say.language)
  const points = keys.map((key) => sayPoint(visit, key))
  const top = topOf(Math.max(...kinds.flatMap((kind) => series[kind])))
  const label = (kind: ChartKind) => say(`overview.kind.${kind}`)
  const totals = kinds.map((kind) => say('overview.total', { label: label(kind), count: number.format(series[kind].reduce((sum, count) => sum + count, 0)) }))
  return (
    <LineChart
      id={id}
      title={say(`overview.${id}`)}
      description={say('overview.description', { ...ends(points), totals: new Intl.ListFormat(say.language).format(totals) })}
      lines={kinds.map((kind) => ({ label: label(kind), path: lineOf(series[kind], top, chartBox) }))}
      scale={{ top: number.format(top), middle: number.format(top / 2) }}
      ends={ends(points)}
      tableLabel={say('overview.table')}
    >
      <DataTable
        caption={say(`overview.${id}`)}
        isCaptionHidden
        columns={[
          { key: 'when', label: say(period === 365 ? 'overview.month' : 'overview.day') },
          ...kinds.map((kind) => ({ key: kind, label: label(kind), isNumber: true })),
        ]}
        rows={newestFirst(keys).map((at) => ({
          key: keys[at] ?? '',
          cells: {
            when: points[at],
            ...Object.fromEntries(
              kinds.map((kind) => [
                kind,
                <Labelled key={kind} label={label(kind)}>
                  {number.format(series[kind][at] ?? 0)}
                </Labelled>,
              ]),
            ),
          },
        }))}
      />
    </LineChart>
  )
}

/** The share of the members who could not recover, where it was counted. */
export function StrandedChart({ visit, statistics: { keys, stranded }, period, children }: Props & { children: ReactNode }) {
  const { say } = visit
  const percent = new Intl.NumberFormat(say.language, { style: 'percent', maximumFractionDigits: 1 })
  const points = keys.map((key) => sayPoint(visit, key))
  const known = stranded.filter((share) => share !== null)
  const top = topOf(Math.max(...known, 0) * 100)
  const path = lineOf(
    stranded.map((share) => share && share * 100),
    top,
    chartBox,
  )
  const last = percent.format(known.at(-1) ?? 0)
  return (
    <LineChart
      id="stranded"
      title={say('overview.stranded')}
      description={say('overview.description', { ...ends(points), totals: `${say('overview.share')}: ${last}` })}
      lines={[{ label: say('overview.share'), path }]}
      scale={{ top: percent.format(top / 100), middle: percent.format(top / 200) }}
      ends={ends(points)}
      tableLabel={say('overview.table')}
      text={children}
    >
      <DataTable
        caption={say('overview.stranded')}
        isCaptionHidden
        columns={[
          { key: 'when', label: say(period === 365 ? 'overview.month' : 'overview.day') },
          { key: 'share', label: say('overview.share'), isNumber: true },
        ]}
        rows={newestFirst(keys)
          .filter((at) => stranded[at] !== null)
          .map((at) => ({ key: keys[at] ?? '', cells: { when: points[at], share: percent.format(stranded[at] ?? 0) } }))}
      />
    </LineChart>
  )
}

const ends = (points: string[]) => ({ first: points[0] ?? '', last: points.at(-1) ?? '' })
const newestFirst = (keys: string[]) => keys.map((_, at) => at).reverse()

/** A day as 25 Nov 2026, a month as November 2026. */
function sayPoint({ say }: MemberVisit, key: string): string {
  const tag = dateTag(say.language)
  const isMonth = key.length === 7
  const style = isMonth ? ({ month: 'long', year: 'numeric' } as const) : ({ dateStyle: 'medium' } as const)
  return new Intl.DateTimeFormat(tag, { ...style, timeZone: 'UTC' }).format(new Date(isMonth ? `${key}-01` : key))
}

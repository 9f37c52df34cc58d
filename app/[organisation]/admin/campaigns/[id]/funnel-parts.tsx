import { DataTable } from '@/components/data-table'
import { Labelled } from '@/components/labelled'
import { type Funnel, readGroupFunnels } from '@/lib/campaigns/read-funnel'
import { shareOf } from '@/lib/campaigns/rules'
import type { Campaign } from '@/lib/campaigns/schema'
import type { MemberVisit } from '@/lib/web/session'

const steps = ['chosen', 'sent', 'arrived', 'opened', 'activated'] as const
const ways = ['sms', 'email', 'letter'] as const

type Props = { visit: MemberVisit; campaign: Campaign; funnel: Funnel; after?: string }

/** From chosen to activated: of all, by way, and by group. */
export async function FunnelParts({ visit, campaign, funnel, after = '' }: Props) {
  const { deps, organisation, say, paths } = visit
  const number = new Intl.NumberFormat(say.language)
  const percent = new Intl.NumberFormat(say.language, { style: 'percent' })
  const { groups, next } = await readGroupFunnels(deps, organisation.id, campaign.id, after)
  const tried = ways.filter((way) => funnel.ways[way] || funnel.refused[way])
  return (
    <>
      <section className="stack tight w-full">
        <DataTable
          caption={say('campaign.funnel')}
          columns={[
            { key: 'step', label: say('campaign.column.step') },
            { key: 'people', label: say('campaign.column.people'), isNumber: true },
            { key: 'share', label: say('campaign.column.share') },
          ]}
          rows={steps.map((step) => {
            const share = shareOf(funnel.all[step], funnel.all.chosen)
            return {
              key: step,
              cells: {
                step: say(`campaign.step.${step}`),
                people: number.format(funnel.all[step]),
                share: (
                  <span className="share">
                    <svg className="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                      <rect className="rest" width="100" height="8" />
                      <rect className="part-of" width={share} height="8" />
                    </svg>
                    {percent.format(share / 100)}
                  </span>
                ),
              },
            }
          })}
        />
        <p className="quiet">{say('campaign.rest', { waiting: funnel.states.waiting ?? 0, unreached: funnel.states.unreached ?? 0 })}</p>
      </section>
      {tried.length > 0 && (
        <DataTable
          caption={say('campaign.ways')}
          columns={[
            { key: 'way', label: say('campaign.column.way') },
            { key: 'sent', label: say('campaign.step.sent'), isNumber: true },
            { key: 'refused', label: say('campaign.column.refused'), isNumber: true },
          ]}
          rows={tried.map((way) => ({
            key: way,
            cells: {
              way: say(`campaign.way.${way}`),
              sent: <Labelled label={say('campaign.step.sent')}>{number.format(funnel.ways[way] ?? 0)}</Labelled>,
              refused: <Labelled label={say('campaign.column.refused')}>{number.format(funnel.refused[way] ?? 0)}</Labelled>,
            },
          }))}
        />
      )}
      {groups.length > 0 && (
        <section className="stack tight w-full" id="groups">
          <DataTable
            caption={say('campaign.groups')}
            columns={[
              { key: 'group', label: say('campaign.column.group') },
              ...steps.map((step) => ({ key: step, label: say(`campaign.step.${step}`), isNumber: true })),
            ]}
            rows={groups.map((group) => ({
              key: group.of,
              cells: {
                group: group.name,
                ...Object.fromEntries(
                  steps.map((step) => [
                    step,
                    <Labelled key={step} label={say(`campaign.step.${step}`)}>
                      {number.format(group[step])}
                    </Labelled>,
                  ]),
                ),
              },
            }))}
          />
          {next && <a href={`${paths.adminCampaign(campaign.id)}?after=${encodeURIComponent(next)}#groups`}>{say('campaign.groups.more')}</a>}
        </section>
      )}
    </>
  )
}

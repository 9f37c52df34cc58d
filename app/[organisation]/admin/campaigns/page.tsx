import { ButtonLink } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Labelled } from '@/components/labelled'
import { Notice } from '@/components/notice'
import { listCampaigns } from '@/lib/campaigns/find-campaign'
import { may } from '@/lib/permissions/rules'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { StateTag } from './state-tag'

export const generateMetadata = () => staffTitleOf('campaign.view', 'campaign.title')

/** Every campaign of the organisation, newest first. */
export default async function CampaignsPage({ searchParams }: { searchParams: Promise<{ did?: string }> }) {
  const visit = await requireStaff('campaign.view')
  const { deps, organisation, say, paths, session } = visit
  const campaigns = await listCampaigns(deps, organisation.id)
  const number = new Intl.NumberFormat(say.language)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {(await searchParams).did === 'discard' && <Notice tone="good">{say('campaign.did.discard')}</Notice>}
        <div className="stack tight">
          <h1>{say('campaign.title')}</h1>
          <p className="quiet">{say('campaign.lead')}</p>
        </div>
        {may(session.grants, 'campaign.run') && <ButtonLink href={paths.adminNewCampaign}>{say('campaign.new')}</ButtonLink>}
        {campaigns.length === 0 ? (
          <p className="quiet">{say('campaign.none')}</p>
        ) : (
          <DataTable
            caption={say('campaign.title')}
            isCaptionHidden
            columns={[
              { key: 'name', label: say('campaign.column.name') },
              { key: 'state', label: say('campaign.column.state') },
              ...(['chosen', 'sent', 'activated'] as const).map((step) => ({ key: step, label: say(`campaign.step.${step}`), isNumber: true })),
            ]}
            rows={campaigns.map((campaign) => ({
              key: campaign.id,
              cells: {
                name: <a href={paths.adminCampaign(campaign.id)}>{campaign.name}</a>,
                state: <StateTag visit={visit} state={campaign.state} />,
                ...Object.fromEntries(
                  (['chosen', 'sent', 'activated'] as const).map((step) => [
                    step,
                    campaign.count && (
                      <Labelled key={step} label={say(`campaign.step.${step}`)}>
                        {number.format(campaign.count[step])}
                      </Labelled>
                    ),
                  ]),
                ),
              },
            }))}
          />
        )}
      </div>
    </StaffPage>
  )
}

import { notFound } from 'next/navigation'
import { z } from 'zod'
import { BackLink } from '@/components/back-link'
import { Notice } from '@/components/notice'
import { findCampaign } from '@/lib/campaigns/find-campaign'
import { readFunnel } from '@/lib/campaigns/read-funnel'
import { campaignMoves, isQuiet } from '@/lib/campaigns/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { StateTag } from '../state-tag'
import { Acts } from './acts'
import { DryRun } from './dry-run'
import { FunnelParts } from './funnel-parts'
import { LettersPart } from './letters-part'

export const generateMetadata = () => staffTitleOf('campaign.view', 'campaign.title')

type Search = { act?: string; did?: string; after?: string }

/** One campaign: its dry run before it starts, afterwards how far its people have come. */
export default async function CampaignPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: Promise<Search> }) {
  const visit = await requireStaff('campaign.view')
  const { deps, organisation, say, paths } = visit
  const id = z.uuid().safeParse((await params).id)
  const campaign = id.success ? await findCampaign(deps, organisation.id, id.data) : null
  if (!campaign) notFound()
  const { act, did, after } = await searchParams
  const done = ([...campaignMoves, 'letters'] as const).find((name) => name === did)
  const funnel = await readFunnel(deps, organisation.id, campaign.id)
  const isQuietNow = campaign.state === 'running' && isQuiet(deps.now(), campaign.quiet, organisation.settings.timeZone)
  const isStarted = campaign.startedAt !== null
  return (
    <StaffPage visit={visit}>
      {campaign.state === 'choosing' && <meta httpEquiv="refresh" content="2" />}
      <div className="stack">
        <BackLink href={paths.adminCampaigns}>{say('campaign.title')}</BackLink>
        {done && <Notice tone="good">{say(`campaign.did.${done}`)}</Notice>}
        {isQuietNow && <Notice>{say('campaign.quiet.now', { hour: String(campaign.quiet?.until ?? 0) })}</Notice>}
        <div className="stack tight">
          <h1>{campaign.name}</h1>
          <StateTag visit={visit} state={campaign.state} />
          {campaign.reason && <p className="quiet">{campaign.reason}</p>}
          {isStarted && campaign.countedAt && <p className="quiet text-small">{say('campaign.counted', { at: timeOf(visit).format(campaign.countedAt) })}</p>}
        </div>
        {campaign.state === 'choosing' && <p role="status">{say('campaign.choosing')}</p>}
        {campaign.state === 'draft' && <DryRun visit={visit} campaign={campaign} funnel={funnel} />}
        <Acts visit={visit} campaign={campaign} chosen={act} />
        {isStarted && <FunnelParts visit={visit} campaign={campaign} funnel={funnel} after={after} />}
        {isStarted && campaign.channels.includes('letter') && <LettersPart visit={visit} campaign={campaign} />}
      </div>
    </StaffPage>
  )
}

import { Tag } from '@/components/tag'
import type { CampaignState } from '@/lib/campaigns/schema'
import type { Visit } from '@/lib/web/visit'

const tones = { choosing: 'brand', draft: 'brand', running: 'good', paused: 'brand', stopped: 'bad', finished: 'good' } as const

/** How a campaign stands, in a word or two. */
export function StateTag({ visit: { say }, state }: { visit: Pick<Visit, 'say'>; state: CampaignState }) {
  return <Tag tone={tones[state]}>{say(`campaign.state.${state}`)}</Tag>
}

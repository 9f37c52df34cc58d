import type { MessageChannel } from '@/lib/delivery/schema'

export type CampaignState = 'choosing' | 'draft' | 'running' | 'paused' | 'stopped' | 'finished'

/** Whom and how; what the page of a new campaign asks for. */
export type CampaignPlan = {
  name: string
  audience: 'never-signed-in' | 'group' | 'left'
  groupId: string | null
  /** the campaign whose people are left */
  afterId: string | null
  onlyNew: boolean
  channels: MessageChannel[]
  fallThroughHours: number
  perMinute: number
  /** hours of the organisation's clock */
  quiet: { from: number; until: number } | null
  erases: boolean
}

export type Campaign = CampaignPlan & {
  id: string
  organisationId: string
  state: CampaignState
  reason: string
  createdBy: string
  createdAt: Date
  startedBy: string | null
  startedAt: Date | null
  endedAt: Date | null
  watchedUntil: Date | null
  countedAt: Date | null
}

/** A line of the funnel: of so many chosen, to so many something was sent, and so on. */
export type Count = { kind: string; of: string; chosen: number; sent: number; arrived: number; opened: number; activated: number }

export type CampaignPerson = { personId: string; step: number; messageId: string | null; activatedAt: Date | null }

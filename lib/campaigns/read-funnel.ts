import type { Deps } from '@/lib/core/db'
import type { Count } from './schema'
import { listCounts, listGroupCounts } from './store'

export type Funnel = {
  all: Count
  /** by the channel that the dry run says each begins with, `none` among them */
  first: Record<string, number>
  /** by the channels that were tried: how many messages are out, and how many could not be sent */
  ways: Record<string, number>
  refused: Record<string, number>
  states: Record<string, number>
  withPassword: number
  notices: number
}

const nobody: Count = { kind: 'all', of: '', chosen: 0, sent: 0, arrived: 0, opened: 0, activated: 0 }

/** The campaign's numbers as they were last counted. */
export async function readFunnel(deps: Deps, organisationId: string, campaignId: string): Promise<Funnel> {
  const counts = await listCounts(deps.db, organisationId, campaignId)
  const byOf = (kind: string) => Object.fromEntries(counts.filter((count) => count.kind === kind).map(({ of, chosen }) => [of, chosen]))
  return {
    all: counts.find(({ kind }) => kind === 'all') ?? nobody,
    first: byOf('first'),
    ways: byOf('way'),
    refused: byOf('refused'),
    states: byOf('state'),
    withPassword: byOf('password')[''] ?? 0,
    notices: byOf('notice').sms ?? 0,
  }
}

const page = 50

/** The same by group, a page at a time, in order of their names; `next` is where the next page begins. */
export async function readGroupFunnels(deps: Deps, organisationId: string, campaignId: string, after = '') {
  const found = await listGroupCounts(deps.db, organisationId, campaignId, after, page + 1)
  const groups = found.slice(0, page)
  return { groups, next: found.length > page ? (groups.at(-1)?.name ?? null) : null }
}

import { type Grant, may, type Right } from '@/lib/permissions/rules'
import type { WordKey } from '@/lib/words/keys'
import type { Paths } from './paths'

type StaffPage = { room: WordKey; right: Right; label: WordKey; href: (paths: Paths) => string; holds: RegExp }

/** Where staff may go, in the order of their menu; pages of one room stand together under its name. A page has its line here and its right in the table of permissions. */
const staffPages = [
  { room: 'staffMenu.people', right: 'desk.find-person', label: 'desk.find.title', href: (paths) => paths.admin, holds: /^\/admin(\/people\/|\/proof|$)/ },
  { room: 'staffMenu.people', right: 'people.manage-groups', label: 'groups.title', href: (paths) => paths.adminGroups, holds: /^\/admin\/groups(\/|$)/ },
  { room: 'staffMenu.people', right: 'roles.view', label: 'roles.title', href: (paths) => paths.adminRoles, holds: /^\/admin\/roles/ },
  {
    room: 'staffMenu.people',
    right: 'people.import',
    label: 'importing.title',
    href: (paths) => paths.adminImport,
    holds: /^\/admin\/(import|export)(\/|$)/,
  },
  { room: 'staffMenu.people', right: 'campaign.view', label: 'campaign.title', href: (paths) => paths.adminCampaigns, holds: /^\/admin\/campaigns(\/|$)/ },
  { room: 'staffMenu.people', right: 'desk.decide-erasure', label: 'erasure.title', href: (paths) => paths.adminErasures, holds: /^\/admin\/erasures/ },
  { room: 'inbox.title', right: 'desk.answer-case', label: 'inbox.title', href: (paths) => paths.adminInbox, holds: /^\/admin\/inbox(\/|$)/ },
  { room: 'editing.title', right: 'content.edit', label: 'editing.title', href: (paths) => paths.adminContent, holds: /^\/admin\/content(\/|$)/ },
  { room: 'votes.title', right: 'votes.run', label: 'votes.title', href: (paths) => paths.adminVotes, holds: /^\/admin\/votes(\/|$)/ },
  { room: 'staffMenu.followUp', right: 'overview.view', label: 'overview.title', href: (paths) => paths.adminOverview, holds: /^\/admin\/overview/ },
  { room: 'staffMenu.followUp', right: 'deliveries.view', label: 'deliveries.title', href: (paths) => paths.adminDeliveries, holds: /^\/admin\/deliveries/ },
  { room: 'staffMenu.followUp', right: 'audit.view', label: 'audit.title', href: (paths) => paths.adminAudit, holds: /^\/admin\/audit/ },
  { room: 'settings.title', right: 'settings.view', label: 'staffMenu.allSettings', href: (paths) => paths.adminSettings, holds: /^\/admin\/settings(\/|$)/ },
  { room: 'settings.title', right: 'retention.view', label: 'retention.title', href: (paths) => paths.adminRetention, holds: /^\/admin\/retention/ },
  {
    room: 'staffMenu.connections',
    right: 'directory.manage',
    label: 'directory.title',
    href: (paths) => paths.adminDirectory,
    holds: /^\/admin\/directory/,
  },
  {
    room: 'staffMenu.connections',
    right: 'provisioning.manage',
    label: 'provisioning.title',
    href: (paths) => paths.adminProvisioning,
    holds: /^\/admin\/provisioning/,
  },
  { room: 'staffMenu.connections', right: 'provider.manage', label: 'provider.title', href: (paths) => paths.adminProvider, holds: /^\/admin\/provider$/ },
  { room: 'staffMenu.connections', right: 'clients.manage', label: 'clients.title', href: (paths) => paths.adminClients, holds: /^\/admin\/clients/ },
  { room: 'staffMenu.connections', right: 'webhooks.manage', label: 'webhooks.title', href: (paths) => paths.adminWebhooks, holds: /^\/admin\/webhooks/ },
] as const satisfies readonly StaffPage[]

/** So many pages fit in one row: whoever has no more chooses among them at once. */
const oneRow = 7

/** The pages that somebody with these grants may open, the one to begin with first, with the one that `path` (without the organisation's base) lies in. */
export function staffPagesOf(grants: readonly Grant[], paths: Paths, path: string) {
  return staffPages
    .filter(({ right }) => may(grants, right))
    .map(({ room, label, href, holds }) => ({ room, href: href(paths), label, isCurrent: holds.test(path) }))
}

type MenuRow = { href: string; label: WordKey; isCurrent: boolean }[]

/** The rows of the staff's menu: all pages in one; of many, the rooms, and below them the pages of the room that `path` lies in. */
export function staffMenuOf(grants: readonly Grant[], paths: Paths, path: string): MenuRow[] {
  const pages = staffPagesOf(grants, paths, path)
  if (pages.length <= oneRow) return [pages]
  const here = pages.find(({ isCurrent }) => isCurrent)?.room
  const rooms = pages
    .filter(({ room }, at) => pages.findIndex((page) => page.room === room) === at)
    .map(({ room, href }) => ({ href, label: room, isCurrent: room === here }))
  const inside = pages.filter(({ room }) => room === here)
  return inside.length > 1 ? [rooms, inside] : [rooms]
}

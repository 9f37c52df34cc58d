import { type Grant, may, type Right } from '@/lib/permissions/rules'
import type { WordKey } from '@/lib/words/keys'
import type { Paths } from './paths'

/** Where staff may go, in the order of their menu. A page has its line here and its right in the table of permissions. */
const staffPages = [
  { right: 'desk.find-person', label: 'desk.find.title', href: (paths) => paths.admin, holds: /^\/admin(\/people\/|\/proof|$)/ },
  { right: 'desk.answer-case', label: 'inbox.title', href: (paths) => paths.adminInbox, holds: /^\/admin\/inbox(\/|$)/ },
  { right: 'content.edit', label: 'editing.title', href: (paths) => paths.adminContent, holds: /^\/admin\/content(\/|$)/ },
  { right: 'people.import', label: 'importing.title', href: (paths) => paths.adminImport, holds: /^\/admin\/(import|export)(\/|$)/ },
  { right: 'people.manage-groups', label: 'groups.title', href: (paths) => paths.adminGroups, holds: /^\/admin\/groups(\/|$)/ },
  { right: 'roles.view', label: 'roles.title', href: (paths) => paths.adminRoles, holds: /^\/admin\/roles/ },
  { right: 'campaign.view', label: 'campaign.title', href: (paths) => paths.adminCampaigns, holds: /^\/admin\/campaigns(\/|$)/ },
  { right: 'votes.run', label: 'votes.title', href: (paths) => paths.adminVotes, holds: /^\/admin\/votes(\/|$)/ },
  { right: 'deliveries.view', label: 'deliveries.title', href: (paths) => paths.adminDeliveries, holds: /^\/admin\/deliveries/ },
  { right: 'overview.view', label: 'overview.title', href: (paths) => paths.adminOverview, holds: /^\/admin\/overview/ },
  { right: 'audit.view', label: 'audit.title', href: (paths) => paths.adminAudit, holds: /^\/admin\/audit/ },
  { right: 'desk.decide-erasure', label: 'erasure.title', href: (paths) => paths.adminErasures, holds: /^\/admin\/erasures/ },
  { right: 'retention.view', label: 'retention.title', href: (paths) => paths.adminRetention, holds: /^\/admin\/retention/ },
  { right: 'settings.view', label: 'settings.title', href: (paths) => paths.adminSettings, holds: /^\/admin\/settings(\/|$)/ },
  { right: 'provisioning.manage', label: 'provisioning.title', href: (paths) => paths.adminProvisioning, holds: /^\/admin\/provisioning/ },
  { right: 'directory.manage', label: 'directory.title', href: (paths) => paths.adminDirectory, holds: /^\/admin\/directory/ },
  { right: 'provider.manage', label: 'provider.title', href: (paths) => paths.adminProvider, holds: /^\/admin\/provider$/ },
  { right: 'clients.manage', label: 'clients.title', href: (paths) => paths.adminClients, holds: /^\/admin\/clients/ },
  { right: 'webhooks.manage', label: 'webhooks.title', href: (paths) => paths.adminWebhooks, holds: /^\/admin\/webhooks/ },
] as const satisfies readonly { right: Right; label: WordKey; href: (paths: Paths) => string; holds: RegExp }[]

/** The pages that somebody with these grants may open, with the one that `path` (without the organisation's base) lies in. */
export function staffPagesOf(grants: readonly Grant[], paths: Paths, path: string) {
  return staffPages.filter(({ right }) => may(grants, right)).map(({ label, href, holds }) => ({ href: href(paths), label, isCurrent: holds.test(path) }))
}

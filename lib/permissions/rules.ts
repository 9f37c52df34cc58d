/**
 * Everything that only some roles may do, in one table. What stands in no row, nobody may. A right that begins with
 * `desk.` is about one person at a time: it may be bounded to groups. Every other is about the whole organisation.
 */
const allowed = {
  'desk.find-person': ['caseworker', 'administrator'],
  'desk.view-person': ['caseworker', 'administrator'],
  'desk.send-first-password': ['caseworker', 'administrator'],
  'desk.unlock-account': ['caseworker', 'administrator'],
  'desk.end-sessions': ['caseworker', 'administrator'],
  'desk.freeze-account': ['caseworker', 'administrator'],
  'desk.thaw-account': ['caseworker', 'administrator'],
  'people.import': ['administrator'],
  'people.export': ['administrator'],
  'people.manage-groups': ['administrator'],
  'desk.decide-erasure': ['caseworker', 'administrator'],
  /** of the cases that are their group's */
  'desk.answer-case': ['caseworker', 'administrator'],
  'contact.manage-topics': ['administrator'],
  /** pages, news, help, notices and systems: what readers have, and what is on its way to them */
  'content.edit': ['editor', 'administrator'],
  'audit.view': ['administrator'],
  'directory.manage': ['administrator'],
  'provider.manage': ['administrator'],
  'deliveries.view': ['administrator'],
  'deliveries.act': ['administrator'],
  'campaign.view': ['administrator'],
  'campaign.run': ['administrator'],
  'provisioning.manage': ['administrator'],
  'clients.manage': ['administrator'],
  'webhooks.manage': ['administrator'],
  'desk.verify-caller': ['caseworker', 'administrator'],
  'desk.remove-second-factor': ['caseworker', 'administrator'],
  'desk.correct-contact': ['caseworker', 'administrator'],
  'roles.view': ['administrator'],
  'roles.ask': ['administrator'],
  'roles.decide': ['administrator'],
  'roles.take-away': ['administrator'],
  'settings.view': ['administrator'],
  'settings.change': ['administrator'],
  'overview.view': ['administrator'],
  'votes.run': ['election-officer', 'administrator'],
  'retention.view': ['administrator'],
} as const satisfies Record<string, readonly string[]>

export type Right = keyof typeof allowed
export const rights = Object.keys(allowed) as Right[]

/** A role that somebody has: for the whole organisation (`groupIds` null), or for the people of some groups. */
export type Grant = { role: string; groupIds: readonly string[] | null }

/** Whom a right reaches: everybody of the organisation (null), or the people of these groups; of none when it is empty. */
export type Reach = { groupIds: readonly string[] | null }

/** For the operator's command line, and for the portal itself. */
export const everybody: Reach = { groupIds: null }

/** The roles that give a right of the whole organisation. */
export const rolesWith = (right: Right): readonly string[] => allowed[right]

/** Whom somebody with these grants may do it to. A bounded grant gives nothing of the whole organisation. */
export function reachOf(grants: readonly Grant[], right: Right): Reach {
  const roles: readonly string[] = allowed[right]
  const giving = grants.filter(({ role, groupIds }) => roles.includes(role) && (groupIds === null || right.startsWith('desk.')))
  if (giving.some(({ groupIds }) => groupIds === null)) return everybody
  return { groupIds: [...new Set(giving.flatMap(({ groupIds }) => groupIds ?? []))] }
}

/** Whether somebody with these grants may do it at all: to everybody, or to somebody. */
export function may(grants: readonly Grant[], right: Right): boolean {
  const { groupIds } = reachOf(grants, right)
  return groupIds === null || groupIds.length > 0
}

/**
 * Whether a right may not be used on somebody in these roles. What changes a person's ways in is never done to staff at
 * the desk: whoever could put an own number into a colleague's account would be that colleague, and two of four eyes.
 */
export const isShielded = (roles: readonly string[], right: Right): boolean =>
  (right === 'desk.remove-second-factor' || right === 'desk.correct-contact') && roles.some((role) => role !== 'member')

/** Roles that see other people's data or speak for the organisation: each takes two administrators to hand out. */
export const grantableRoles = ['caseworker', 'editor', 'election-officer', 'administrator'] as const
export type GrantableRole = (typeof grantableRoles)[number]

/** What a sentence calls a role by: its words know no hyphen. */
export const roleInWords = (role: string) => (role === 'election-officer' ? 'officer' : role)

/** Roles that may be bounded to groups. */
export const isBoundable = (role: string) => role === 'caseworker'

/** How long a request waits for the second administrator; days. */
export const requestDays = 7

/** The names of groups as they are typed into one line. */
export const readGroupNames = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[;|]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

/** Where a page of the list begins: after this holder of this role. */
export type HolderPlace = { familyName: string; givenName: string; id: string; role: string }

export const writePlace = ({ familyName, givenName, id, role }: HolderPlace): string => JSON.stringify([familyName, givenName, id, role])

/** As it stands in the address; null for the first page, and for what is no place. */
export function readPlace(text: string | string[] | undefined): HolderPlace | null {
  try {
    const [familyName, givenName, id, role] = JSON.parse(String(text ?? ''))
    const isPlace = [familyName, givenName, role].every((part) => typeof part === 'string' && !part.includes('\0')) && uuid.test(String(id))
    return isPlace ? { familyName, givenName, id, role } : null
  } catch {
    return null
  }
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Request = { personId: string; askedBy: string }

/** Why somebody may not be the second pair of eyes; null when they may. */
export function whyNotSecond({ personId, askedBy }: Request, deciderId: string): 'roles.ownRequest' | 'roles.forOneself' | null {
  if (deciderId === askedBy) return 'roles.ownRequest'
  return deciderId === personId ? 'roles.forOneself' : null
}

/** Everything that only some roles may do, in one table. What stands in no row, nobody may. */
const allowed = {
  'desk.find-person': ['caseworker', 'administrator'],
  'desk.view-person': ['caseworker', 'administrator'],
  'desk.send-first-password': ['caseworker', 'administrator'],
  'desk.unlock-account': ['caseworker', 'administrator'],
  'desk.end-sessions': ['caseworker', 'administrator'],
  'desk.freeze-account': ['caseworker', 'administrator'],
  'desk.thaw-account': ['caseworker', 'administrator'],
} as const satisfies Record<string, readonly string[]>

export type Right = keyof typeof allowed
export const rights = Object.keys(allowed) as Right[]

/** Whether somebody with these roles may do it. */
export function may(roles: readonly string[], right: Right): boolean {
  return allowed[right].some((role) => roles.includes(role))
}

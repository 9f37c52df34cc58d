import type { Deps } from '@/lib/core/db'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'

const press = ({ id }: Pick<Organisation, 'id'>, once: string) => ({ name: 'desk-press', key: `${id} ${once}`, max: 1, windowSeconds: 24 * 60 * 60 })

/** Whether this very form was sent before: a double click does it once. Counted first, so of two at once one is the second. */
export async function isSecondPress(deps: Deps, organisation: Pick<Organisation, 'id'>, once: string): Promise<boolean> {
  return (await countUse(deps, press(organisation, once))).isOver
}

/** What was refused may be sent again, corrected. */
export async function forgetPress(deps: Deps, organisation: Pick<Organisation, 'id'>, once: string): Promise<void> {
  await countUse(deps, { ...press(organisation, once), by: -1 })
}

import type { Deps } from '@/lib/core/db'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import type { Organisation } from '@/lib/organisations/schema'

/** Runs once however often the same form is sent; what was refused may be sent again, corrected. */
export async function pressOnce<Acted extends { ok: boolean }>(deps: Deps, organisation: Pick<Organisation, 'id'>, once: string, run: () => Promise<Acted>) {
  if (await isSecondPress(deps, organisation, once)) return { ok: true } as const
  const acted = await run()
  if (!acted.ok) await forgetPress(deps, organisation, once)
  return acted
}

import { Notice } from '@/components/notice'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { whenMayChange } from '@/lib/passwords/rules'
import type { Visit } from '@/lib/web/visit'
import { dayOf } from './say-date'

/** From when the password may be changed again, told before the fields (K5). */
export async function PasswordWait({ visit, personId }: { visit: Visit; personId: string }) {
  const { deps, organisation, say } = visit
  const { setAt, setBy } = await findPasswordState(deps, organisation.id, personId)
  const free = whenMayChange(organisation.settings.passwords, setAt, setBy, deps.now())
  if (!free) return null
  const at = dayOf(visit, 'short').format(free)
  return <Notice>{say('details.password.wait', { at })}</Notice>
}

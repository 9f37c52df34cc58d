import { findRegistration, type RegistrationState } from '@/lib/flows/register/journey'
import type { Visit } from '@/lib/web/visit'

const pages: Record<RegistrationState, string> = { 'awaiting-proof': '/code', 'new-password': '/password', done: '/done', taken: '/done' }

/** The page at which this browser's registration stands now; the beginning when there is none. */
export async function afterRegistration({ deps, organisation, client, paths }: Visit): Promise<string> {
  const journey = await findRegistration(deps, organisation, client)
  return `${paths.register}${journey ? pages[journey.state] : '?ended=1'}`
}

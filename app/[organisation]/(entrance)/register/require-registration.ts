import { notFound, redirect } from 'next/navigation'
import { findRegistration, type RegistrationJourney, type RegistrationState } from '@/lib/flows/register/journey'
import { openVisit, type Visit } from '@/lib/web/visit'
import { afterRegistration } from './after-registration'

/** A visit where the organisation lets people register; elsewhere there is no such page. */
export async function requireOpenRegistration(): Promise<Visit> {
  const visit = await openVisit()
  if (!visit.organisation.settings.signIn.isRegistrationOpen) notFound()
  return visit
}

/** For the pages after the first: who is not there yet, or is past it, is taken to where the journey stands (security.md 39). */
export async function requireRegistration(states: RegistrationState[]): Promise<{ visit: Visit; journey: RegistrationJourney }> {
  const visit = await requireOpenRegistration()
  const journey = await findRegistration(visit.deps, visit.organisation, visit.client)
  if (!journey || !states.includes(journey.state)) redirect(await afterRegistration(visit))
  return { visit, journey }
}

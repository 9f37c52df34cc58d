import { notFound } from 'next/navigation'
import { openVisit } from '@/lib/web/visit'
import { DeskPage } from '../desk-page'

/** Where the organisation lets people register, the service desk does it with them for now; elsewhere there is no such page. */
export default async function RegisterPage() {
  const { organisation } = await openVisit()
  if (!organisation.settings.signIn.isRegistrationOpen) notFound()
  return <DeskPage />
}

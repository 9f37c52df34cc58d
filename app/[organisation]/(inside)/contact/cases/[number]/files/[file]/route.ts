import { z } from 'zod'
import { findContactFile, findOwnContact } from '@/lib/cases/contact/find-contact'
import { caseNumber } from '@/lib/flows/contact/schema'
import { answerFile } from '@/lib/web/answer-file'
import { requireMember } from '@/lib/web/session'

/** A file that the person added to an own case: saved, never opened here. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string; file: string }> }) {
  const { deps, organisation, session } = await requireMember()
  const { number: typed, file: id } = await params
  const number = caseNumber.safeParse(typed).data
  const contact = number === undefined ? null : await findOwnContact(deps, organisation.id, session.personId, number)
  const file = contact && z.uuid().safeParse(id).success ? await findContactFile(deps, organisation.id, contact, id) : null
  return file ? answerFile(deps, organisation.id, file, { isSaved: true }) : new Response(null, { status: 404 })
}

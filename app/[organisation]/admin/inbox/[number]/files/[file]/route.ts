import { z } from 'zod'
import { findContact, findContactFile } from '@/lib/cases/contact/find-contact'
import { caseNumber } from '@/lib/flows/contact/schema'
import { answerFile } from '@/lib/web/answer-file'
import { requireStaff } from '@/lib/web/staff'

/** A file of a case, for whoever may see the case: saved, never opened here. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string; file: string }> }) {
  const { deps, organisation, reach } = await requireStaff('desk.answer-case')
  const { number: typed, file: id } = await params
  const number = caseNumber.safeParse(typed).data
  const contact = number === undefined ? null : await findContact(deps, organisation.id, number, reach.groupIds)
  const file = contact && z.uuid().safeParse(id).success ? await findContactFile(deps, organisation.id, contact, id) : null
  return file ? answerFile(deps, organisation.id, file, { isSaved: true }) : new Response(null, { status: 404 })
}

import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findElectionOf } from '@/lib/elections/find-election'
import { frozenOf } from '@/lib/elections/rules'
import type { MemberVisit } from '@/lib/web/session'

/** The vote that the address names, with what was `asked` in it, for somebody on its roll; a page that is not there for everybody else. */
export async function readOwnVote({ deps, organisation, session }: MemberVisit, params: Promise<{ id: string }>) {
  const id = z.uuid().safeParse((await params).id)
  const election = id.success ? await findElectionOf(deps, organisation.id, session.personId, id.data) : null
  const asked = election && frozenOf(election)
  if (!election || !asked) notFound()
  return { ...election, asked }
}

import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findElection } from '@/lib/elections/find-election'
import type { Election } from '@/lib/elections/schema'
import type { Visit } from '@/lib/web/visit'

/** The vote that the address names, or a page that is not there. */
export async function readVote({ deps, organisation }: Visit, params: Promise<{ id: string }>): Promise<Election> {
  const id = z.uuid().safeParse((await params).id)
  const election = id.success ? await findElection(deps, organisation.id, id.data) : null
  return election ?? notFound()
}

/** A draft, for the pages that change it: what is frozen has none. */
export async function readDraft(visit: Visit, params: Promise<{ id: string }>): Promise<Election> {
  const election = await readVote(visit, params)
  return election.state === 'draft' ? election : notFound()
}

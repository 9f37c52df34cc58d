import { notFound } from 'next/navigation'
import { boxAt } from '@/lib/box/client'
import { streamArchive } from '@/lib/box/stream-archive'
import type { Deps } from '@/lib/core/db'
import type { Election } from '@/lib/elections/schema'
import { streamSimpleArchive } from '@/lib/elections/simple/stream-archive'
import { streamAnswer } from '@/lib/web/stream-answer'

/** The archive of a counted vote as a file, handed on batch by batch: a hundred thousand sealed ballots never lie in memory. */
export function answerArchive(deps: Deps, election: Election): Response {
  const { id, manifest, simple, result } = election
  if (!result) notFound()
  const pieces = simple ? streamSimpleArchive(deps, election) : manifest && streamArchive(boxAt(manifest.box), manifest)
  return pieces ? streamAnswer(pieces, { name: `vote-${id}.json`, type: 'application/json' }) : notFound()
}

import { notFound } from 'next/navigation'
import { boxAt } from '@/lib/box/client'
import { streamArchive } from '@/lib/box/stream-archive'
import type { Election } from '@/lib/elections/schema'
import { streamAnswer } from '@/lib/web/stream-answer'

/** The archive of a counted vote as a file, handed on batch by batch: a hundred thousand ballots never lie in memory. */
export function answerArchive({ id, manifest, result }: Election): Response {
  if (!manifest || !result) notFound()
  return streamAnswer(streamArchive(boxAt(manifest.box), manifest), { name: `vote-${id}.json`, type: 'application/json' })
}

import type { Manifest } from '@/lib/ballots/schema'
import type { Box } from './client'

/** The archive of a counted election as JSON, a batch at a time. */
export async function* streamArchive(box: Box, manifest: Manifest): AsyncGenerator<string, void> {
  const { election } = manifest
  const heads = await box.heads(election)
  yield `{"manifest":${JSON.stringify(manifest)},"heads":${JSON.stringify(heads)},"voids":${JSON.stringify(await box.voids(election))},"batches":[`
  for (const { batch } of heads) yield `${batch === 0 ? '' : ','}${JSON.stringify(await box.batch(election, batch))}`
  const result = await box.result(election)
  if (!result) throw new Error('a vote is counted whose result the box does not have')
  yield `],"opened":${JSON.stringify(result.opened)},"undecipherable":${result.undecipherable}}`
}

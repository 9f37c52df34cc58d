import type { Manifest } from '@/lib/ballots/schema'
import type { Box } from './client'

/** Letters that are handed on together. */
const piece = 200_000

/** The archive of a counted election as JSON, never in memory as a whole. */
export async function* streamArchive(box: Box, manifest: Manifest): AsyncGenerator<string, void> {
  const { election } = manifest
  const heads = await box.heads(election)
  let text = `{"manifest":${JSON.stringify(manifest)},"heads":${JSON.stringify(heads)},"voids":${JSON.stringify(await box.voids(election))},"batches":[`
  for (const { batch } of heads) {
    text += batch === 0 ? '[' : ',['
    let separator = ''
    for await (const ballot of box.batch(election, batch)) {
      text += `${separator}${JSON.stringify(ballot)}`
      separator = ','
      if (text.length < piece) continue
      yield text
      text = ''
    }
    text += ']'
  }
  const result = await box.result(election)
  if (!result) throw new Error('a vote is counted whose result the box does not have')
  yield `${text}],"opened":${JSON.stringify(result.opened)},"undecipherable":${result.undecipherable}}`
}

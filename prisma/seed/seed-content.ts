import { makeContent, moveContent, saveText } from '@/lib/content/change-content'
import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import { listGroupNames } from '@/lib/groups/find-group'
import type { Organisation } from '@/lib/organisations/schema'
import type { DemoContent } from './content'

/** What there is to read, published, in the order of the list. */
export async function seedContent(deps: Deps, { id }: Organisation, content: readonly DemoContent[]): Promise<void> {
  const groups = await listGroupNames(deps, id)
  for (const [position, { kind, texts, audience = 'members', group, href = '', mark = '' }] of content.entries()) {
    const [first, ...others] = Object.entries(texts).map(([language, text]) => ({ language, written: { summary: '', keywords: '', body: '', ...text } }))
    if (!first) continue
    const audienceGroups = groups.filter(({ name }) => name === group).map((found) => found.id)
    const plan = { audience: group ? ('groups' as const) : audience, audienceGroups, position, href, mark }
    const made = succeeded(await makeContent(deps, id, { kind, ...first, plan, by: null }))
    let version = 2
    for (const other of others) succeeded(await saveText(deps, id, { id: made.id, version: version++ }, { ...other, sourceRevision: 1, by: null }))
    succeeded(await moveContent(deps, id, { id: made.id, version }, 'publish'))
  }
}

function succeeded<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`The demo's content is not right: ${result.failure}`)
  return result.value
}

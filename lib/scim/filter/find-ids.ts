import type { AttributePath, Filter } from '../schema'

/** Finds the few resources that have exactly this value, by an index; what stands in no index has no lookup. */
export type Lookups = Readonly<Record<string, (value: string) => Promise<string[]>>>

export type FoundIds = {
  /** every resource that can pass lies among these; null: the filter names nothing that an index finds */
  ids: ReadonlySet<string> | null
  /** for whom each comparison that an index answered holds */
  found: ReadonlyMap<Filter, ReadonlySet<string>>
}

/** Asks the indexes for what a filter compares, so that nobody reads a register of a million to answer it. */
export async function findIds(filter: Filter, lookups: Lookups): Promise<FoundIds> {
  const found = new Map<Filter, ReadonlySet<string>>()

  async function search(part: Filter, within: AttributePath): Promise<ReadonlySet<string> | null> {
    switch (part.is) {
      case 'and': {
        const [one, other] = [await search(part.parts[0], within), await search(part.parts[1], within)]
        return one && other ? new Set([...one].filter((id) => other.has(id))) : (one ?? other)
      }
      case 'or': {
        const [one, other] = [await search(part.parts[0], within), await search(part.parts[1], within)]
        return one && other ? new Set([...one, ...other]) : null
      }
      case 'not':
        await search(part.part, within) // its comparisons are answered all the same
        return null
      case 'holds': {
        const ids = await search(part.filter, part.path)
        if (ids && part.filter.is === 'compare') found.set(part, ids)
        return ids
      }
      case 'present':
        return null
      case 'compare': {
        const lookup = part.op === 'eq' && typeof part.value === 'string' ? lookups[[...within, ...part.path].join('.')] : undefined
        if (!lookup) return null
        const ids = new Set(await lookup(String(part.value)))
        // Inside a list it is one of its values that is compared, and not the resource.
        if (within.length === 0) found.set(part, ids)
        return ids
      }
    }
  }

  return { ids: await search(filter, []), found }
}

import type { z } from 'zod'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** What stands in the address, as a page's own shape: of a name that comes twice the first, and of one that is missing nothing. */
export function readQuery<Shape extends z.ZodObject>(shape: Shape, found: Awaited<SearchParams>): z.output<Shape> {
  return shape.parse(Object.fromEntries(Object.keys(shape.shape).map((name) => [name, [found[name]].flat()[0] ?? ''])))
}

/** The address of a page with what its filter says; what is empty is left away. */
export function withQuery(path: string, query: Record<string, string>): string {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return said.size > 0 ? `${path}?${said}` : path
}

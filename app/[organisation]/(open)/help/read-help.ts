import { readerOf } from '@/lib/content/as-reader'
import type { Hit } from '@/lib/content/search/schema'
import type { MemberVisit } from '@/lib/web/session'
import type { Visit } from '@/lib/web/visit'

/** Who asks, as the flows of the help want it. */
export const askerOf = ({ say, organisation, client }: Visit, member: MemberVisit | null) => ({
  reader: readerOf(member?.session ?? null),
  client,
  languages: [say.language, ...organisation.settings.languages],
})

const folders = { help: 'help', page: 'pages', news: 'news' } as const

/** Where what was found stands. */
export function hrefOf({ paths, base }: Visit, { kind, slug, anchor, href }: Pick<Hit, 'kind' | 'slug' | 'anchor' | 'href'>): string {
  if (kind === 'notice') return paths.front
  if (kind === 'system') return href.startsWith('/') ? base + href : href
  return `${paths[folders[kind]]}/${slug}${kind === 'help' && anchor ? `#${anchor}` : ''}`
}

import { reservedSlugs } from '@/lib/organisations/schema'

export type Place = {
  /** the path that Next.js answers, with the slug */
  url: string
  slug: string
  base: string
  path: string
}

/**
 * Which organisation a request is for: at an organisation's own host name the slug may be left out. `hostSlug` is the
 * organisation of the host name; files of the portal itself belong to none.
 */
export function placeRequest(url: string, hostSlug: string | null): Place {
  const [typed, query] = split(url)
  const pathname = legible(typed)
  const first = pathname.split('/')[1] ?? ''
  const own = hostSlug !== null && first !== hostSlug && !reservedSlugs.includes(first) && !/\.[a-z0-9]+$/.test(pathname)
  if (own) return { url: `/${hostSlug}${pathname === '/' ? '' : pathname}${query}`, slug: hostSlug, base: '', path: pathname }
  const isPortal = first === '' || reservedSlugs.includes(first)
  return {
    url: `${pathname}${query}`,
    slug: isPortal ? '' : first,
    base: isPortal ? '' : `/${first}`,
    path: isPortal ? pathname : pathname.slice(first.length + 1) || '/',
  }
}

function split(url: string): [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)]
}

/** What no page can lie at, for it is no text (`%ff`) or the database takes none of it (a NUL), is read as its own letters: an address like any other at which nothing lies. */
function legible(pathname: string): string {
  try {
    if (!decodeURIComponent(pathname).includes('\0')) return pathname
  } catch {}
  return pathname.replaceAll('%', '%25')
}

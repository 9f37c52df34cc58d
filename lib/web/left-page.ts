import type { Deps } from '@/lib/core/db'
import { escapeHtml } from '@/lib/core/escape-html'
import { seal, unseal } from '@/lib/core/seal'
import type { Opened } from '@/lib/oidc/list-frames'
import type { Organisation } from '@/lib/organisations/schema'
import type { Speak } from '@/lib/words/speak'
import { cookieLine } from './cookie-jar'
import { cookieNames } from './cookie-names'
import { openidPage } from './openid-page'

// Who has signed out comes to a page with a frame of each system that is told there, and from it to where they were going.
// The session is over by then: what the page has to know is in a sealed cookie.

type Left = { opened: Opened[]; to: string }

/** How long the page can be drawn again; seconds. */
const lastsSeconds = 60

const placeOf = (organisationId: string) => `openid left ${organisationId}`

/** The cookie that the browser takes to the page. */
export function leftCookie(deps: Pick<Deps, 'now'>, organisationId: string, left: Left): string {
  const until = deps.now().getTime() + lastsSeconds * 1_000
  const sealed = seal('openid', JSON.stringify({ ...left, until }), placeOf(organisationId)).toString('base64url')
  return cookieLine(cookieNames.left, sealed, { seconds: lastsSeconds })
}

/** Null for a cookie that is not ours, of another organisation or too old. */
export function readLeft(deps: Pick<Deps, 'now'>, organisationId: string, cookie: string): Left | null {
  try {
    const { opened, to, until } = JSON.parse(unseal('openid', Buffer.from(cookie, 'base64url'), placeOf(organisationId)))
    return until > deps.now().getTime() ? { opened, to } : null
  } catch {
    return null
  }
}

/** Only these addresses may be framed, and only here. A redirect of theirs may lead elsewhere at the same host. */
export const leftPolicy = (nonce: string, frames: readonly string[]) =>
  `default-src 'none'; style-src 'nonce-${nonce}'; frame-src ${frames.map(sourceOf).join(' ') || "'none'"}; base-uri 'none'; frame-ancestors 'none'`

function sourceOf(frame: string): string {
  const { origin, pathname } = new URL(frame)
  return `${origin}${pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')}`
}

type Page = { say: Speak; organisation: Organisation; nonce: string; frames: readonly string[]; to: string }

/** The page goes on by itself once every frame is there, which browsers wait for before they count the seconds; nobody has to wait for a slow one. */
export function leftPage({ say, organisation, nonce, frames, to }: Page): string {
  const address = escapeHtml(to)
  const all = frames.map((frame) => `<iframe src="${escapeHtml(frame)}" sandbox="allow-scripts allow-same-origin" hidden></iframe>`).join('')
  return openidPage({
    say,
    organisation,
    nonce,
    title: say('openid.left.title'),
    head: `<meta http-equiv="refresh" content="0;url=${address}">`,
    body: `<p>${escapeHtml(say('openid.left.text'))}</p><p><a href="${address}">${escapeHtml(say('openid.left.link'))}</a></p>${all}`,
  })
}

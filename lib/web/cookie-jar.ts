import { secretToken } from '@/lib/core/seal'
import { cookieNames } from './cookie-names'

/** Without either the cookie ends with the browser. */
export type CookieLife = { seconds?: number; until?: Date }

/** As it stands in an answer. */
export function cookieLine(name: string, value: string, { seconds, until }: CookieLife = {}): string {
  const life = [...(seconds === undefined ? [] : [`Max-Age=${seconds}`]), ...(until ? [`Expires=${until.toUTCString()}`] : [])]
  return [`${name}=${value}`, 'Path=/', ...life, 'Secure', 'HttpOnly', 'SameSite=Lax'].join('; ')
}

/** The cookies of one request and of its answer. Each is `Secure` and `HttpOnly`, for this host alone and for every path, as `__Host-` says. */
export type CookieJar = { read: (name: string) => string | null; write: (name: string, value: string, life?: CookieLife) => void }

const lasting = { seconds: 400 * 24 * 60 * 60 } // as long as browsers keep any
export const writeLasting = (jar: CookieJar, name: string, value: string) => jar.write(name, value, lasting)

export const dropCookie = (jar: CookieJar, name: string) => jar.write(name, '', { seconds: 0 })

/** Without "remember me" the cookie ends with the browser; the row in the database ends it in any case. */
export const writeSession = (jar: CookieJar, slug: string, session: { token: string; expiresAt: Date; isRemembered: boolean }) =>
  jar.write(cookieNames.session(slug), session.token, session.isRemembered ? { until: session.expiresAt } : {})

/** The browser's own secrets, made where they are missing. */
export function browserSecrets(jar: CookieJar): { browser: string; device: string } {
  const found = { browser: jar.read(cookieNames.browser), device: jar.read(cookieNames.device) }
  const browser = isSecret(found.browser) ? found.browser : secretToken()
  const device = isSecret(found.device) ? found.device : secretToken()
  if (browser !== found.browser) jar.write(cookieNames.browser, browser)
  if (device !== found.device) writeLasting(jar, cookieNames.device, device)
  return { browser, device }
}

export const isSecret = (text: string | null): text is string => text !== null && /^[\w-]{43}$/.test(text)

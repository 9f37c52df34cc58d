import { cookies } from 'next/headers'
import { secretToken } from '@/lib/core/seal'
import { cookieNames } from './cookie-names'

/** `__Host-`: Secure, for this host alone, for every path. */
const base = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

const days = (count: number) => count * 24 * 60 * 60

export async function readCookie(name: string): Promise<string | null> {
  return (await cookies()).get(name)?.value ?? null
}

export async function setSessionCookie(slug: string, session: { token: string; expiresAt: Date; isRemembered: boolean }): Promise<void> {
  // Without "remember me" the cookie ends with the browser; the row in the database ends it in any case.
  ;(await cookies()).set(cookieNames.session(slug), session.token, { ...base, ...(session.isRemembered ? { expires: session.expiresAt } : {}) })
}

export async function removeCookie(name: string): Promise<void> {
  ;(await cookies()).set(name, '', { ...base, maxAge: 0 })
}

export async function setLastingCookie(name: string, value: string, dayCount = 400): Promise<void> {
  ;(await cookies()).set(name, value, { ...base, maxAge: days(dayCount) })
}

export async function setPassingCookie(name: string, value: string): Promise<void> {
  ;(await cookies()).set(name, value, base)
}

/** The browser's own secrets, made where they are missing; in actions only, a page cannot set cookies. */
export async function ensureBrowserSecrets(): Promise<{ browser: string; device: string }> {
  const found = { browser: await readCookie(cookieNames.browser), device: await readCookie(cookieNames.device) }
  const browser = isSecret(found.browser) ? found.browser : secretToken()
  const device = isSecret(found.device) ? found.device : secretToken()
  if (browser !== found.browser) await setPassingCookie(cookieNames.browser, browser)
  if (device !== found.device) await setLastingCookie(cookieNames.device, device)
  return { browser, device }
}

export const isSecret = (text: string | null): text is string => text !== null && /^[\w-]{43}$/.test(text)

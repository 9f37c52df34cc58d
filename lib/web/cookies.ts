import { cookies } from 'next/headers'
import { browserSecrets, type CookieJar, dropCookie, writeLasting, writeSession } from './cookie-jar'

/** The cookies of the request that Next.js is answering. They can be written in actions and route handlers only: a page can't set any. */
export async function cookieJar(): Promise<CookieJar> {
  const store = await cookies()
  return {
    read: (name) => store.get(name)?.value ?? null,
    write: (name, value, { seconds: maxAge, until: expires } = {}) =>
      void store.set(name, value, { path: '/', secure: true, httpOnly: true, sameSite: 'lax', maxAge, expires }),
  }
}

export const readCookie = async (name: string) => (await cookieJar()).read(name)

export const setSessionCookie = async (slug: string, session: Parameters<typeof writeSession>[2]) => writeSession(await cookieJar(), slug, session)

export const removeCookie = async (name: string) => dropCookie(await cookieJar(), name)

export const setLastingCookie = async (name: string, value: string) => writeLasting(await cookieJar(), name, value)

export const setPassingCookie = async (name: string, value: string) => (await cookieJar()).write(name, value)

export const ensureBrowserSecrets = async () => browserSecrets(await cookieJar())

import type { Page } from '@playwright/test'
import type { Deps } from '@/lib/core/db'
import { openSession } from '@/lib/sessions/open-session'
import { cookieNames } from '@/lib/web/cookie-names'
import type { TestPerson } from './people'
import { stage } from './stage'

/** The secret of a new session of a person who has proved the password and a code, for journeys that are not about signing in. */
export async function sessionOf(deps: Deps, { organisation, id }: TestPerson, roles: string[] = []): Promise<string> {
  const client = { address: '203.0.113.1', userAgent: 'journey', isInside: false, device: 'd'.repeat(43) }
  return (await openSession(deps, { organisation, personId: id, roles, wishesToBeRemembered: false, factors: ['password', 'sms'], client })).token
}

/** From now on this browser is the person's, and nobody else's of the organisation. */
export async function beSignedIn(page: Page, deps: Deps, person: TestPerson, roles: string[] = []): Promise<void> {
  const url = new URL('/', stage.proxyUrl).href.replace('http:', 'https:')
  const cookie = { name: cookieNames.session(person.organisation.slug), value: await sessionOf(deps, person, roles) }
  await page.context().addCookies([{ ...cookie, url, secure: true, httpOnly: true }])
}

import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import type { Client } from '@/lib/flows/client'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { chooseLanguage, isInsideNetwork, wantedLanguages } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { type Speak, speak } from '@/lib/words/speak'
import { cookieNames } from './cookie-names'
import { isSecret, readCookie } from './cookies'
import { deps } from './deps'
import { type Paths, pathsOf } from './paths'
import { stamp } from './stamps'

/** What a page, an action or a route handler of an organisation knows of the request before it knows who asks. */
export type Visit = {
  deps: Deps
  organisation: Organisation
  say: Speak
  paths: Paths
  base: string
  /** path below the base, for coming back to it */
  path: string
  nonce: string
  client: Client
}

/** Reads the visit of this request; an organisation that does not exist is "not found". */
export const openVisit = cache(async (): Promise<Visit> => {
  const head = await headers()
  const organisation = await findOrganisation(deps(), head.get(stamp.organisation) ?? '')
  if (!organisation) notFound()
  const { settings } = organisation
  const base = head.get(stamp.base) ?? ''
  const address = head.get(stamp.address) ?? ''
  const browser = await readCookie(cookieNames.browser)
  const device = await readCookie(cookieNames.device)
  const language = chooseLanguage(settings.languages, [await readCookie(cookieNames.language), ...wantedLanguages(head.get('accept-language'))])
  return {
    deps: deps(),
    organisation,
    say: speak(language, settings.words),
    paths: pathsOf(base),
    base,
    path: head.get(stamp.path) ?? '/',
    nonce: head.get(stamp.nonce) ?? '',
    client: {
      address,
      isInside: await isInside(organisation, address),
      userAgent: (head.get('user-agent') ?? '').slice(0, 300),
      ...configuredPlace(organisation, head.get(stamp.host) ?? ''),
      browser: isSecret(browser) ? browser : '',
      device: isSecret(device) ? device : '',
    },
  }
})

/** In the demo a choice on the bar wins over the address. */
async function isInside(organisation: Organisation, address: string): Promise<boolean> {
  if (environment().PORTEN_DEMO) {
    const choice = await readCookie(cookieNames.demoNetwork)
    if (choice === 'inside' || choice === 'outside') return choice === 'inside'
  }
  return isInsideNetwork(organisation.settings, address)
}

/** The host of the request, and its origin, where it is one of ours, else the portal's: a false `Host` never reaches a message or a passkey. */
function configuredPlace(organisation: Organisation, host: string): { host: string; origin: string } {
  const { protocol, hostname, origin } = new URL(environment().BASE_URL)
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const isOurs = name === hostname || organisation.settings.hosts.includes(name)
  return isOurs ? { host: name, origin: `${protocol}//${host.toLowerCase()}` } : { host: hostname, origin }
}

/**
 * Whether this rendering answers a form that JavaScript sent: Next.js then renders the page that the form stands on anew,
 * when a cookie was set. Such a page must not redirect: the form itself goes on, to where its action said.
 */
export const isAnswerToForm = async () => (await headers()).has('next-action')

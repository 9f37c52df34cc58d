import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import type { Client } from '@/lib/flows/client'
import { chooseLanguage, isInsideNetwork, wantedLanguages } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { type Speak, speak } from '@/lib/words/speak'
import { type CookieJar, isSecret } from './cookie-jar'
import { cookieNames } from './cookie-names'
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

/** The headers of a request, with our stamps among them. */
export type Head = { get: (name: string) => string | null }

/** Reads the visit of a request, whether Next.js answers it or we do before it. */
export function readVisit(deps: Deps, organisation: Organisation, head: Head, jar: Pick<CookieJar, 'read'>): Visit {
  const { settings } = organisation
  const base = head.get(stamp.base) ?? ''
  const address = head.get(stamp.address) ?? ''
  const browser = jar.read(cookieNames.browser)
  const device = jar.read(cookieNames.device)
  const language = chooseLanguage(settings.languages, [jar.read(cookieNames.language), ...wantedLanguages(head.get('accept-language'))])
  return {
    deps,
    organisation,
    say: speak(language, settings.words),
    paths: pathsOf(base),
    base,
    path: head.get(stamp.path) ?? '/',
    nonce: head.get(stamp.nonce) ?? '',
    client: {
      address,
      isInside: isInside(organisation, address, jar.read(cookieNames.demoNetwork)),
      userAgent: (head.get('user-agent') ?? '').slice(0, 300),
      ...configuredPlace(organisation, head.get(stamp.host) ?? ''),
      browser: isSecret(browser) ? browser : '',
      device: isSecret(device) ? device : '',
    },
  }
}

/** In the demo a choice on the bar wins over the address. */
function isInside(organisation: Organisation, address: string, choice: string | null): boolean {
  if (environment().PORTEN_DEMO && (choice === 'inside' || choice === 'outside')) return choice === 'inside'
  return isInsideNetwork(organisation.settings, address)
}

/** The host of the request, and its origin, where it is one of ours, else the portal's: a false `Host` never reaches a message or a passkey. */
function configuredPlace(organisation: Organisation, host: string): { host: string; origin: string } {
  const { protocol, hostname, origin } = new URL(environment().BASE_URL)
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const isOurs = name === hostname || organisation.settings.hosts.includes(name)
  return isOurs ? { host: name, origin: `${protocol}//${host.toLowerCase()}` } : { host: hostname, origin }
}

import ipaddr from 'ipaddr.js'
import type { Language } from '@/lib/words/language'
import type { OrganisationSettings } from './schema'

type Network = ReturnType<typeof ipaddr.parseCIDR>
const read = new WeakMap<readonly string[], Network[]>()

/** Networks as numbers, read once for each reading of the settings: every request asks for them. */
function readNetworks(ranges: readonly string[]): Network[] {
  const networks = read.get(ranges) ?? ranges.map((range) => ipaddr.parseCIDR(range))
  read.set(ranges, networks)
  return networks
}

/** Whether a client's address lies in the organisation's own network. An address that is none lies outside. */
export function isInsideNetwork(settings: Pick<OrganisationSettings, 'trustedNetworks'>, address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const client = ipaddr.process(address) // an IPv4 address in IPv6 clothes is taken for what it is
  return readNetworks(settings.trustedNetworks).some(([network, bits]) => network.kind() === client.kind() && client.match(network, bits))
}

/** The first of the organisation's languages that was chosen, is the person's, or that the browser asks for; else its first. */
export function chooseLanguage(offered: Language[], wishes: (string | null | undefined)[]): Language {
  const [first = 'en'] = offered
  for (const wish of wishes) {
    const found = offered.find((language) => language === wish)
    if (found) return found
  }
  return first
}

/** Languages of an Accept-Language header, most wanted first; `no` and `nn` count as `nb`. */
export function wantedLanguages(header: string | null): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = Number(
        parameters
          .find((parameter) => parameter.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      )
      const language = tag.toLowerCase().split('-')[0] ?? ''
      return { language: language === 'no' || language === 'nn' ? 'nb' : language, quality: Number.isFinite(quality) ? quality : 0 }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language)
}

/** The sentence in the language of the page, or in the first that the organisation wrote. */
export function inLanguage(texts: Partial<Record<Language, string>>, language: Language): string | undefined {
  return texts[language] ?? Object.values(texts)[0]
}

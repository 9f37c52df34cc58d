import type { Link } from './open-link'
import { firstOf } from './rules'
import type { DirectorySettings } from './schema'

/** The directory's own policy, as far as it lets the portal's account read it; null for what it does not say. */
export type TheirPolicy = { minLength: number | null; history: number | null; minAgeHours: number | null; lockAfter: number | null }

/** Of Active Directory: on the domain's root. Of OpenLDAP: the first policy that is found. */
export async function readPolicy({ client }: Link, { kind }: DirectorySettings): Promise<TheirPolicy | null> {
  try {
    const root = (await client.search('', { scope: 'base', attributes: ['defaultNamingContext', 'namingContexts'] })).searchEntries[0] ?? {}
    const top = firstOf(root, 'defaultNamingContext') ?? firstOf(root, 'namingContexts') ?? ''
    const names = kind === 'ldap' ? ofLdap : ofActiveDirectory
    const where = kind === 'ldap' ? ({ scope: 'sub', filter: '(objectClass=pwdPolicy)' } as const) : ({ scope: 'base' } as const)
    const found = (await client.search(top, { ...where, attributes: Object.values(names), sizeLimit: 2 })).searchEntries[0]
    if (!found) return null
    const number = (name: string) => (firstOf(found, name) === null ? null : Number(firstOf(found, name)))
    const age = number(names.minAge)
    return {
      minLength: number(names.minLength),
      history: number(names.history),
      minAgeHours: age === null ? null : Math.abs(Math.round(kind === 'ldap' ? age / 3_600 : age / 36_000_000_000)),
      lockAfter: number(names.lockAfter),
    }
  } catch {
    return null // it may be nobody's to read
  }
}

const ofLdap = { minLength: 'pwdMinLength', history: 'pwdInHistory', minAge: 'pwdMinAge', lockAfter: 'pwdMaxFailure' }
const ofActiveDirectory = { minLength: 'minPwdLength', history: 'pwdHistoryLength', minAge: 'minPwdAge', lockAfter: 'lockoutThreshold' }

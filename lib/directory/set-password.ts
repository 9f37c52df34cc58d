import { Attribute, BerWriter, Change } from 'ldapts'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { asWriteTrouble, findEntry } from './find-entry'
import { withLink } from './link-pool'
import type { Link } from './open-link'
import { PolicyControl, PolicyHintsControl, policyHints } from './policy-control'
import { firstOf, valuesOf, whyNotTaken } from './rules'
import type { Entry, Of, Refusal } from './schema'
import { openEntry } from './unlock-entry'

const passwordModify = '1.3.6.1.4.1.4203.1.11.1'
/** A broken rule, in the numbers of LDAP: constraint violation, unwilling to perform, invalid syntax. */
const ofRules = [19, 53, 21]

/** `former`: the present one, where the person has just typed it. */
export type NewThere = { typed: string; former: string | null }

/** Makes a password the one of whoever has this name there, and opens the account; or tells why it is not taken. Never done twice. */
export function setPassword(deps: Deps, organisation: Of, name: string, { typed, former }: NewThere): Promise<Result<null, Refusal>> {
  const { directory } = organisation.settings
  return withLink(deps, organisation, 'portal', async (link, noWayBack) => {
    const entry = await findEntry(link, directory, name)
    if (!entry) return failure('unknown')
    if (entry.isClosed) return failure('closed')
    noWayBack()
    const control = new PolicyControl()
    const password = typed.normalize('NFC')
    try {
      if (directory.kind === 'active-directory') await setUnicode(link, entry, password, former?.normalize('NFC') ?? null)
      else await link.client.exop(passwordModify, passwordOf(entry, password), control)
    } catch (error) {
      const { code, message } = error as { code?: string | number; message: string }
      if (typeof code === 'number' && (ofRules.includes(code) || control.error !== null)) return failure(whyNotTaken(control.error, message))
      // Some people's entries let nobody change the password but the directory's own staff.
      if (former && code === 50) return failure('refused')
      throw asWriteTrouble(error, link.server)
    }
    if (directory.kind === 'ldap') await openAfter(link, entry)
    return success(null)
  })
}

/**
 * In quotes, in UTF-16: what Active Directory takes, over TLS alone. Whoever knows the former password changes it, by every
 * rule of the domain; for others the portal sets it, and its lock ends in the same change.
 */
async function setUnicode({ client }: Link, { dn }: Entry, password: string, former: string | null): Promise<void> {
  const change = (operation: 'add' | 'delete' | 'replace', type: string, value: Buffer | string) =>
    new Change({ operation, modification: new Attribute({ type, values: [value] as string[] | Buffer[] }) })
  const quoted = (text: string) => Buffer.from(`"${text}"`, 'utf16le')
  if (former) await client.modify(dn, [change('delete', 'unicodePwd', quoted(former)), change('add', 'unicodePwd', quoted(password))])
  else await client.modify(dn, [change('replace', 'unicodePwd', quoted(password)), change('replace', 'lockoutTime', '0')], await hintsOf(client))
}

/** The control of policy hints under the number that the server knows; none where it knows neither, as Samba up to 4.17. */
async function hintsOf(client: Link['client']): Promise<PolicyHintsControl[]> {
  const { searchEntries } = await client.search('', { scope: 'base', attributes: ['supportedControl'] })
  const offered = valuesOf(searchEntries[0] ?? {}, 'supportedControl')
  const known = policyHints.find((number) => offered.includes(number))
  return known ? [new PolicyHintsControl(known)] : []
}

/** RFC 3062: SEQUENCE { userIdentity [0], newPasswd [2] } */
function passwordOf({ dn }: Entry, password: string): Buffer {
  const value = new BerWriter()
  value.startSequence()
  value.writeString(dn, 0x80)
  value.writeString(password, 0x82)
  value.endSequence()
  return value.buffer
}

/** Where the directory wants each password changed that somebody else has set, this one is the person's own. */
async function openAfter(link: Link, entry: Entry): Promise<void> {
  const { searchEntries } = await link.client.search(entry.dn, { scope: 'base', attributes: ['pwdAccountLockedTime', 'pwdReset'] })
  const now = searchEntries[0] ?? {}
  const left = ['pwdAccountLockedTime', 'pwdReset'].filter((name) => firstOf(now, name) !== null)
  await openEntry(link, entry, left)
}

/** How a name that people type to be found is kept and compared: compatibility forms, spaces and case do not matter. */
export function identifierKey(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '')
}

export type Person = {
  id: string
  organisationId: string
  memberNumber: string | null
  username: string | null
  email: string | null
  mobile: string | null
  mobileValidatedAt: Date | null
  emailValidatedAt: Date | null
  givenName: string
  familyName: string
  language: string | null
  status: string
  roles: string[]
  firstSignedInAt: Date | null
  /** names of the fields that the person changed here */
  selfChanged: string[]
  createdAt: Date
}

export const fullName = (person: Pick<Person, 'givenName' | 'familyName'>) => `${person.givenName} ${person.familyName}`.trim()

/** What the person is called beside the name, in the header: the e-mail address where that is the user name. */
export const signInName = (person: Pick<Person, 'username' | 'email' | 'memberNumber'>) => person.username ?? person.email ?? person.memberNumber ?? ''

/** The last two digits: enough to know one's own number, too little to learn another's. */
export const mobileEnding = (mobile: string) => mobile.slice(-2)

/**
 * Whether a contact has been the person's for some time, or came with the account. One that was put in lately may be a
 * thief's: it is told what happens, and gets no means against the owner.
 */
export function isSettled(
  person: Pick<Person, 'selfChanged' | 'createdAt' | 'emailValidatedAt' | 'mobileValidatedAt'>,
  contact: 'email' | 'mobile',
  days: number,
  now: Date,
) {
  if (!person.selfChanged.includes(contact)) return true
  const since = person[`${contact}ValidatedAt`]
  return since !== null && (since <= person.createdAt || now.getTime() - since.getTime() >= days * 24 * 60 * 60_000)
}

/** What a case worker typed to find somebody: "nordman 0631" is a name and the end of a number. */
export type Search = { words: string[]; digits: string | null }

/** At most six words; single letters find too many and are left out unless nothing else was typed. */
export function readSearch(typed: string): Search {
  const parts = typed
    .slice(0, 200)
    .normalize('NFKC')
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean)
  const numbers = parts.filter((part) => /^[+\d][\d\-()]*$/.test(part))
  const words = parts.filter((part) => !numbers.includes(part)).slice(0, 6)
  const digits = numbers.join('').replace(/\D/g, '')
  return { words: words.some((word) => word.length > 1) ? words.filter((word) => word.length > 1) : words, digits: digits.length >= 3 ? digits : null }
}

import type { RegisterRow } from './make-people'

export type DemoAccount = { row: RegisterRow; identifier: string; what: string; hasSignedInBefore: boolean }

/** One password for every account of an organisation; right by its policy. */
export const demoPassword: Record<string, string> = {
  kristinehov: 'Kvastfot-73-Zz',
  motafors: 'Kvastfot73Zz',
  hameenportti: 'kvastfot och zebra 73',
  securia: 'Kvastfot73Zz',
  handelsforbundet: 'kvastfot och zebra 73',
  standard: 'kvastfot och zebra 73',
}

const addresses: Record<string, RegisterRow> = {
  sv: { street: 'Storgatan 1', postalCode: '681 31', city: 'Kristinehov', country: 'SE' },
  nb: { street: 'Storgata 1', postalCode: '0150', city: 'Oslo', country: 'NO' },
  fi: { street: 'Kauppakatu 1', postalCode: '13100', city: 'Hämeenportti', country: 'FI' },
}

const account = (row: RegisterRow, what: string, hasSignedInBefore = true): DemoAccount => ({
  row: { ...(row.language ? addresses[row.language] : {}), ...row },
  identifier: row.username || row.email || row.memberNumber || '',
  what,
  hasSignedInBefore,
})
const mobile = (ending: string) => `+467017406${ending}`

/** The people to try an organisation with, each in a known situation. */
export function demoAccounts(slug: string): DemoAccount[] {
  const mail = (name: string) => `${name}@example.org`
  const sv = { country: 'SE', language: 'sv' }
  switch (slug) {
    case 'hameenportti':
      return [
        account(
          { email: mail('erkki'), formerUsername: 'erkki77', givenName: 'Erkki', familyName: 'Esimerkki', mobile: mobile('31'), language: 'fi' },
          'citizen; old user name erkki77',
        ),
        account(
          { email: mail('virkailija'), formerUsername: 'virka1', givenName: 'Ville', familyName: 'Virkailija', groups: 'officials', language: 'fi' },
          'official; signs in as virka1',
        ),
        account(
          { email: mail('pamela'), givenName: 'Pamela', familyName: 'Pääkäyttäjä', roles: 'administrator', mobile: mobile('32'), language: 'fi' },
          'administrator',
        ),
        account({ email: mail('tiina'), givenName: 'Tiina', familyName: 'Toimittaja', roles: 'editor', mobile: mobile('35'), language: 'fi' }, 'editor'),
      ]
    case 'handelsforbundet':
      return [
        account(
          {
            memberNumber: '90412277',
            email: mail('kari'),
            givenName: 'Kari',
            familyName: 'Nordmann',
            mobile: mobile('31'),
            groups: 'north|delegates',
            language: 'nb',
          },
          'member; member number 90412277; may vote',
        ),
        account(
          {
            memberNumber: '90412278',
            username: 'olasak',
            email: mail('ola'),
            givenName: 'Ola',
            familyName: 'Saksbehandler',
            roles: 'caseworker',
            mobile: mobile('32'),
            language: 'nb',
          },
          'case worker',
        ),
        account(
          {
            memberNumber: '90412279',
            username: 'astrid',
            email: mail('astrid'),
            givenName: 'Astrid',
            familyName: 'Administrator',
            roles: 'administrator',
            mobile: mobile('33'),
            language: 'nb',
          },
          'administrator',
        ),
        account(
          {
            memberNumber: '90412280',
            username: 'randi',
            email: mail('randi'),
            givenName: 'Randi',
            familyName: 'Redaktør',
            roles: 'editor',
            mobile: mobile('35'),
            language: 'nb',
          },
          'editor',
        ),
      ]
    default:
      return [
        account(
          { username: 'gunber', email: mail('gunhild'), givenName: 'Gunhild', familyName: 'Bergqvist', mobile: mobile('31'), groups: 'north', ...sv },
          'has a mobile number; of the group north',
        ),
        account({ username: 'asaoberg', email: mail('asa'), givenName: 'Åsa', familyName: 'Öberg', ...sv }, 'has an e-mail address alone'),
        account({ username: 'nilfal', givenName: 'Nils', familyName: 'Falk', ...sv }, 'has neither mobile number nor e-mail address'),
        account(
          { username: 'nykarin', email: mail('karin'), givenName: 'Karin', familyName: 'Holm', mobile: mobile('34'), ...sv },
          'has never signed in',
          false,
        ),
        account(
          { username: 'deskmaja', email: mail('maja'), givenName: 'Maja', familyName: 'Wallin', roles: 'caseworker', mobile: mobile('32'), ...sv },
          'case worker',
        ),
        account(
          { username: 'admoskar', email: mail('oskar'), givenName: 'Oskar', familyName: 'Sandberg', roles: 'administrator', mobile: mobile('33'), ...sv },
          'administrator',
        ),
        account({ username: 'redeva', email: mail('eva'), givenName: 'Eva', familyName: 'Lund', roles: 'editor', mobile: mobile('35'), ...sv }, 'editor'),
      ]
  }
}

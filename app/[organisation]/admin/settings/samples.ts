import type { PasswordOwner } from '@/lib/passwords/rules'

/** Somebody invented, whose name and user name the samples hold. */
export const sampleOwner: PasswordOwner = {
  givenName: 'Kerstin',
  familyName: 'Ekelund',
  username: 'kerek',
  email: 'kerstin.ekelund@example.org',
  memberNumber: null,
}

/** What people try, worst first. All invented, or on every list of common passwords. */
export const samples = [
  'password',
  'Sommar2026',
  'Kerstin1970!',
  'Kvastfot73Zz',
  'kvastfot i vassen',
  'Åtta-gäss-och-7-änder',
  'grön kastrull sover under piano',
] as const

import { describe, expect, it } from 'vitest'
import { someOrganisation } from '@/lib/delivery/organisation.fixture'
import { readWishedMobile } from './read-wished-mobile'
import { looksLikeAddress, looksLikeNumber, tidyLine } from './rules'
import { addressForm, emailForm, mobileForm, nameForm, newPasswordForm, signInDetailsForm } from './schema'

const messagesOf = (answer: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  answer.error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`)

describe('a mobile number', () => {
  it.each(['0701740605', '070-174 06 05', '+46 70 174 06 05', '0046701740605', '+46 (0)70-174 06 05', '070 – 174 06 05', '０７０１７４０６０５'])(
    'is understood however it is written: %s (security.md 54)',
    (typed) => {
      expect(looksLikeNumber(typed)).toBe(true)
      expect(readWishedMobile(someOrganisation({ secondFactor: 'outside' }), typed)).toEqual({ ok: true, value: '+46701740605' })
    },
  )

  it.each(['070', 'min telefon', '08-465 004 00', '+999 12345678'])('is told when it is none: %s', (typed) => {
    expect(readWishedMobile(someOrganisation(), typed)).toEqual({ ok: false, failure: 'details.mobile.wrong' })
  })

  it('of a country that gets no messages is told at once', () => {
    expect(readWishedMobile(someOrganisation(), '+447400123456')).toEqual({ ok: false, failure: 'delivery.countryClosed' })
  })

  it('may be removed only where no second factor is ever due', () => {
    expect(readWishedMobile(someOrganisation({ secondFactor: 'never' }), ' ')).toEqual({ ok: true, value: null })
    expect(readWishedMobile(someOrganisation({ secondFactor: 'outside' }), '')).toEqual({ ok: false, failure: 'details.mobile.needed' })
  })
})

describe('the forms', () => {
  it('tell everything that is wrong at once, each at its field', () => {
    expect(messagesOf(mobileForm.safeParse({ mobile: 'hej', currentPassword: '' }))).toEqual([
      'mobile details.mobile.wrong',
      'currentPassword details.password.missing',
    ])
    expect(messagesOf(newPasswordForm.safeParse({ currentPassword: '', newPassword: 'a', confirmPassword: 'b' }))).toEqual([
      'currentPassword details.password.missing',
      'confirmPassword details.password.differ',
    ])
    expect(messagesOf(nameForm.safeParse({ givenName: ' ', familyName: '' }))).toEqual(['givenName details.name.missing'])
  })

  it('let the new password stay empty beside the number (S3), and nowhere else', () => {
    expect(signInDetailsForm.safeParse({ mobile: '0701740605', currentPassword: 'x', newPassword: '', confirmPassword: '' }).success).toBe(true)
    expect(messagesOf(newPasswordForm.safeParse({ currentPassword: 'x', newPassword: '', confirmPassword: '' }))).toEqual([
      'newPassword details.password.newMissing',
    ])
  })

  it('leave a password as it was typed, spaces and all', () => {
    const typed = { currentPassword: '  x ', newPassword: ' å  b ', confirmPassword: ' å  b ' }
    expect(newPasswordForm.parse(typed)).toEqual(typed)
  })

  it('take null bytes and line ends out of lines', () => {
    expect(tidyLine(' Storgatan\u0000\r\n 1  B ')).toBe('Storgatan 1 B')
    expect(addressForm.parse({ street: 'A\u0000', postal: '', city: '', country: '' }).street).toBe('A')
  })

  it.each(['erkki@example.org', 'å.ö@exämple.org', 'a+b@b.c.example.org'])('take the address %s', (email) => {
    expect(emailForm.parse({ email: ` ${email} `, currentPassword: 'x' }).email).toBe(email)
  })

  it.each(['', 'erkki', 'erkki@example', 'a@b.org, c@d.org', 'Erkki <a@b.org>', 'a b@c.org', 'a@b.org\nBcc: c@d.org', `${'a'.repeat(250)}@b.org`])(
    'refuse what is no address: %s',
    (email) => {
      expect(emailForm.safeParse({ email, currentPassword: 'x' }).success).toBe(false)
      expect(looksLikeAddress(email)).toBe(false)
    },
  )
})

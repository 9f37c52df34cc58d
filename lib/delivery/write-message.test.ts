import { describe, expect, it } from 'vitest'
import { languages } from '@/lib/words/language'
import { someOrganisation } from './organisation.fixture'
import { type TemplateName, templateOf, templates } from './templates'
import { type Letter, writeMessage } from './write-message'

const now = new Date('2026-11-23T12:00:00Z')
const names = Object.keys(templates) as TemplateName[]
const values = {
  username: 'kerstin@example.org',
  secret: 'ABCD-EFGH-JKLM',
  code: '012345',
  until: new Date('2026-11-23T13:32:00Z'),
  words: 'lampe måne',
  role: 'officer',
  factor: 'app',
  whom: 'Kari Nordmann',
  device: 'Firefox, Windows',
  count: 3,
  known: 'number',
  name: 'Åsa Öberg',
  back: 'unlock',
  number: 412,
  channel: 'letter',
  what: 'Lösenordet ändrades.',
  actor: 'Åsa Öberg',
  changes: 'Tecken som minst',
  when: new Date('2026-11-23T13:32:00Z'),
  why: '',
  former: 'none',
  head: 'a1b2c3d4',
  period: 'day',
  reason: 'Du har en avgift kvar att betala.',
  max: 400,
  country: 'SE',
  topic: 'Medlemskap',
  vote: 'Ordförande och styrelse',
  closes: new Date('2026-12-01T17:00:00Z'),
  manifest: 'm'.repeat(43),
}
const address = 'https://porten.example.org/kristinehov/go/'
const notMe = { link: `${address}${'n'.repeat(22)}`, backLink: `${address}${'b'.repeat(23)}` }
const write = (more: Partial<Letter>) =>
  writeMessage({ organisation: someOrganisation(), channel: 'sms', language: 'sv', template: 'test', values, reference: 'K7', ...more }, now)

// GSM 03.38, without the signs that cost two
const gsm = /^[@£$¥èéùìòÇ\nØø\rÅå_ÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/

const sms = names.filter((name) => templateOf(name).sms)
const objected = names.filter((name) => templateOf(name).objection && !templateOf(name).isObjectionSecond)
const emails = names.filter((name) => templateOf(name).email)

describe.each(languages)('in %s', (language) => {
  it.each(sms)('the SMS %s is written in letters that fit, in two parts at most', (template) => {
    const { text, subject } = write({ template, language, ...(objected.includes(template) ? notMe : {}) })
    expect(text).toMatch(gsm)
    expect(text.length).toBeLessThanOrEqual(306)
    expect(text).toContain('Kristinehovs kommun')
    expect(subject).toBeNull()
  })

  it.each(sms.filter((name) => templateOf(name).holdsCode))(
    'the code SMS %s begins with its reference, holds the code once, and ends with the origin-bound line',
    (template) => {
      const { text } = write({ template, language, host: 'sspr.kristinehov.localhost:3000' })
      const lines = text.split('\n')
      expect(lines.at(-1)).toBe('@sspr.kristinehov.localhost #012345')
      const rest = lines.slice(0, -1).join('\n')
      expect(rest).toMatch(/^K7 012345 /)
      expect(rest.match(/\d+/g)?.filter((run) => run.length === 6)).toEqual(['012345'])
      // only the codes of a call may be told to anybody, and they say so (WICG/sms-one-time-codes#14)
      const isAskedFor = template === 'caller-code' || template === 'number-code'
      expect(/never ask|frågar aldrig|spør aldri|ei koskaan kysy/.test(rest)).toBe(!isAskedFor)
      expect(/WILL ask|KOMMER|PYYTÄÄ/.test(rest)).toBe(isAskedFor)
    },
  )

  it.each(emails)('the e-mail %s has a subject, a plain part whose first URL is its link, and an HTML part that fetches nothing', (template) => {
    const link = 'https://porten.example.org/go/kristinehov#t=abc&x=1'
    const mail = write({ channel: 'email', template, language, link })
    expect(mail.subject).toBeTruthy()
    expect(mail.text.match(/https?:\/\/\S+/)?.[0] ?? link).toBe(link)
    expect(mail.html).toContain(`<html lang="${language}">`)
    expect(mail.html).not.toMatch(/\bsrc=|url\(|@import/)
    if (objected.includes(template)) expect(mail.text.split('\n')).toContain(link)
    if (templateOf(template).holdsCode) expect(mail.text.split('\n')).toEqual(expect.arrayContaining([link, '012345']))
  })
})

describe.each(languages)('a change told in %s', (language) => {
  it.each(objected)('%s has the link "this was not me" on either way, and without one says whom to call', (template) => {
    for (const channel of ['sms', 'email'] as const) {
      expect(write({ template, language, channel, link: notMe.link }).text).toContain(notMe.link)
      const told = write({ template, language, channel }).text
      expect(told).toContain('08-465 004 00')
      expect(told).not.toContain('/go/')
    }
  })

  it('a lock names the way back in only where there is one, after the link by which the owner objects', () => {
    for (const channel of ['sms', 'email'] as const) {
      const { text } = write({ template: 'locked', language, channel, ...notMe })
      expect(text.match(/https?:\/\/\S+/g)).toEqual([notMe.link, notMe.backLink])
      expect(write({ template: 'locked', language, channel, link: notMe.link }).text.match(/https?:\/\/\S+/g)).toEqual([notMe.link])
    }
  })
})

it.each(languages)('who registered is told in %s how to get in and, second, that it was not them; without that link whom to call', (language) => {
  const link = 'https://porten.example.org/hameenportti/sign-in'
  const mail = (more: Partial<Letter>) => write({ channel: 'email', template: 'registered', language, link, ...more })
  const { text, html } = mail({ backLink: notMe.link })
  expect(text.match(/https?:\/\/\S+/g)).toEqual([link, notMe.link])
  expect(html?.match(/href="[^"]+"/g)).toEqual([`href="${link}"`, `href="${notMe.link}"`])
  expect(mail({}).text).toContain('08-465 004 00')
})

it("an organisation's own words cannot leave out the link by which the owner objects", () => {
  const organisation = someOrganisation({ words: { sv: { 'message.password-changed.sms': 'Ändrat.', 'message.password-changed.text': 'Ändrat.' } } })
  for (const channel of ['sms', 'email'] as const)
    expect(write({ template: 'password-changed', channel, organisation, link: notMe.link }).text).toMatch(/^Ändrat\..*go\/n{22}/s)
})

it.each(['locked', 'mobile-changed', 'email-changed', 'new-device'] as const)('the notice %s names whom to call', (template) => {
  expect(write({ template }).text).toContain('Ring 08-465 004 00 (Servicedesk)')
})

it("a lock's end is told by the organisation's clock", () => {
  expect(write({ template: 'locked' }).text).toContain('låst till 14:32 ')
  expect(write({ template: 'locked', organisation: someOrganisation({ country: 'FI', timeZone: 'Europe/Helsinki' }), language: 'fi' }).text).toContain('15.32')
})

it('names with line ends, markup or digits can neither begin a line, nor a header, nor pass for a code', () => {
  const organisation = someOrganisation({ name: 'Evil\r\nBcc: all@example.org\u2028<b>123456</b>' })
  const text = write({ template: 'second-factor-code', organisation }).text
  expect(text.split('\n')).toHaveLength(3)
  expect(text.split('\n')[0]?.match(/\d{6}/g)).toEqual(['012345'])
  const mail = write({ channel: 'email', template: 'test', organisation })
  expect(mail.subject).not.toMatch(/[\r\n\u2028]/)
  expect(mail.senderName).not.toMatch(/[\r\n\u2028]/)
  expect(mail.html).not.toContain('<b>')
})

it('what somebody wrote stands quoted behind our own words, and can be neither a line of ours nor a button', () => {
  const link = 'https://porten.example.org/kristinehov/contact/cases/412'
  const quote = `Hej!\r\n${link}\n\u2028Bcc: all@example.org\u0000<b>`
  const mail = write({ channel: 'email', template: 'contact-copy', link, quote })
  expect(mail.text).toContain(`\n> Hej!\n> ${link}\n>\n> Bcc: all@example.org <b>\n`)
  expect(mail.text.match(/https?:\S+/)?.[0]).toBe(link)
  expect(mail.html?.match(/class="button"/g)).toHaveLength(1)
  expect(mail.html).not.toContain('<b>')
})

it("an organisation's own words go before ours, except where they hide the code from a telephone", () => {
  const own = (text: string) => someOrganisation({ words: { sv: { 'message.second-factor-code.sms': text } } })
  expect(write({ template: 'second-factor-code', organisation: own('{reference} {code} är engångslösenordet.') }).text).toMatch(
    /^K7 012345 är engångslösenordet\./,
  )
  expect(write({ template: 'second-factor-code', organisation: own('Din kod: 654321 {code}') }).text).toMatch(/^K7 012345 är din inloggningskod/)
})

it('a second factor never goes by e-mail, and a code by e-mail never without its link', () => {
  expect(() => write({ channel: 'email', template: 'second-factor-code', link: 'https://x.example.org' })).toThrow('never goes by e-mail')
  expect(() => write({ channel: 'email', template: 'email-code' })).toThrow('needs its link')
})

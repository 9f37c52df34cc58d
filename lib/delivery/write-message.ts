import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { environment } from '@/lib/core/env'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import { type Speak, speak, type Values } from '@/lib/words/speak'
import { isSoundCodeText, onOneLine, plainForSms, sayTime, withoutCodes } from './rules'
import type { MessageChannel, MessageContent } from './schema'
import { type TemplateName, templateOf } from './templates'
import { writeHtml } from './write-html'
import { writeLetter } from './write-letter'

export type Letter = {
  organisation: Organisation
  channel: MessageChannel
  language: Language
  template: TemplateName
  /** beside these every template has {organisation}, {reference}, {at} (now), {help} (whom to call), {link}, and {notMe} where it may be objected to */
  values: Values
  reference?: string
  /** of the page with the button: the first URL of an e-mail */
  link?: string
  /** a second address: of the way back in from a lock, or against a first-time password or an account that nobody asked for */
  backLink?: string
  /** the host on which the journey runs, for the SMS's last line */
  host?: string
  /** lines in the window of a letter's envelope */
  address?: string[]
  /** what somebody wrote, in its own lines at the end of an e-mail: after every address of ours, and never a code */
  quote?: string
}

/** Writes a message in the person's language and the organisation's words. Throws where the template is not for the channel or lacks a value. */
export function writeMessage(letter: Letter, now: Date): MessageContent {
  const say = speak(letter.language, letter.organisation.settings.words)
  const values = cleanValues(letter, say, now)
  const content = {
    senderName: onOneLine(letter.organisation.settings.name),
    replyTo: letter.organisation.settings.help.email,
    organisationSlug: letter.organisation.slug,
  }
  if (letter.channel === 'letter') return { ...content, html: null, ...writeLetter(letter, say, values) }
  return letter.channel === 'sms'
    ? { ...content, subject: null, text: writeSms(letter, say, values), html: null, letter: null }
    : { ...content, ...writeEmail(letter, say, values), letter: null }
}

function writeSms({ template, language, host, link }: Letter, say: Speak, values: Record<string, string | number>): string {
  const { sms, holdsCode } = templateOf(template)
  if (!sms) throw new Error(`The message ${template} never goes by SMS.`)
  if (!holdsCode) return withNotMe(plainForSms(say(sms, values)), link, values, ' ')
  const code = String(values.code)
  const reference = String(values.reference)
  const own = plainForSms(say(sms, values))
  // An organisation's own words may not hide the code from the telephone.
  const text = isSoundCodeText(own, reference, code) ? own : plainForSms(speak(language)(sms, values))
  // https://wicg.github.io/sms-one-time-codes: the browser offers the code on this host alone
  return `${text}\n\n@${(host ?? new URL(environment().BASE_URL).hostname).replace(/:\d+$/, '')} #${code}`
}

function writeEmail({ template, language, organisation, link, backLink, quote }: Letter, say: Speak, values: Record<string, string | number>) {
  const { email, holdsCode, objection, isObjectionSecond } = templateOf(template)
  if (!email) throw new Error(`The message ${template} never goes by e-mail.`)
  if (holdsCode && !link) throw new Error(`The message ${template} needs its link.`)
  const isObjectionFirst = objection && !isObjectionSecond
  const subject = onOneLine(say(email.subject, values))
  const text = [withNotMe(say(email.text, values), link, values, '\n\n'), ...(quote ? [quoted(quote)] : [])].join('\n\n').replace(/\n{3,}/g, '\n\n')
  const html = writeHtml({
    language,
    organisation: organisation.settings.name,
    subject,
    paragraphs: text.split(/\n{2,}/),
    code: holdsCode ? String(values.code) : null,
    buttons: [
      ...(link ? [{ href: link, label: say(isObjectionFirst ? 'message.notMe.button' : 'message.continue') }] : []),
      ...(backLink ? [{ href: backLink, label: say(isObjectionFirst ? 'message.back.button' : 'message.notMe.button') }] : []),
    ],
    addressBelow: say('message.addressBelow'),
  })
  return { subject, text: `${text}\n\n${onOneLine(organisation.settings.name)}\n`, html }
}

/** Each line behind a mark of its own: none of them passes for ours, and no address in them becomes a button. */
const quoted = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

function cleanValues({ organisation, channel, template, language, values, reference, link, backLink }: Letter, say: Speak, now: Date) {
  const { holdsCode, objection, isObjectionSecond } = templateOf(template)
  const isCodeText = channel === 'sms' && holdsCode === true
  const { settings } = organisation
  const clean = (value: string) => (isCodeText ? withoutCodes(onOneLine(value)) : onOneLine(value))
  const given: Record<string, string | number> = {}
  for (const [name, value] of Object.entries({ at: now, ...values })) {
    if (value instanceof Date)
      given[name] = sayTime(value, now, language, settings.timeZone, channel === 'letter' ? 'onPaper' : name === 'until' ? 'short' : 'full')
    else given[name] = typeof value === 'number' ? value : name === 'code' ? onOneLine(value) : clean(value)
  }
  const help = clean(sayHelp(organisation, language, say))
  return {
    ...given,
    organisation: clean(settings.name),
    help,
    link: link ?? '',
    address: link?.replace('https://', '') ?? '', // as people type it
    backLink: backLink ?? '',
    ...('back' in given && !backLink ? { back: 'none' } : {}),
    ...(objection && !isObjectionSecond
      ? {
          notMe: link
            ? say(`message.notMe.${channel === 'sms' ? 'sms' : 'email'}`, { link, help })
            : say(`message.notMe.${channel === 'sms' ? 'sms' : 'email'}.noLink`, { help }),
        }
      : {}),
    ...(reference ? { reference: onOneLine(reference) } : {}),
  }
}

/** An organisation's own words may not leave out the link by which the owner objects. */
const withNotMe = (text: string, link: string | undefined, { notMe }: Record<string, string | number>, between: string) =>
  notMe === undefined || !link || text.includes(link) ? text : `${text}${between}${notMe}`

function sayHelp({ settings: { help, name, country } }: Organisation, language: Language, say: Speak): string {
  const desk = help.name[language]
  if (help.phone) {
    const number = parsePhoneNumberFromString(help.phone)
    const phone = number ? (number.country === country ? number.formatNational() : number.formatInternational()) : help.phone
    return desk ? say('message.help.namedPhone', { phone, desk }) : say('message.help.phone', { phone })
  }
  return help.email ? say('message.help.email', { email: help.email }) : say('message.help.none', { organisation: name })
}

import type { WordKey } from '@/lib/words/keys'

type LetterWords = Record<'title' | 'text' | 'secret' | 'steps' | 'end' | 'picture', WordKey>

type Template = {
  sms?: WordKey
  email?: { subject: WordKey; text: WordKey }
  letter?: LetterWords
  holdsCode?: true
  /** somebody who has proved who they are waits for it: it goes before all that strangers can ask for */
  isAwaited?: true
  /** what the link "this was not me" says has happened: the message tells of a change, or of something unusual */
  objection?: WordKey
  /** that link is the message's second, after one that leads on */
  isObjectionSecond?: true
}

/**
 * Every message that the portal sends, and the ways on which each may go. A second factor never goes by e-mail
 * (security.md 16). Values that a template needs beside what `writeMessage` fills in: `code` and a reference for codes
 * (by e-mail a link too), `until` and `back` for locked, `back` for closed, first-password and registered, `device` for new-device, `count` for
 * success-after-failures, `words` for caller-code and number-code, `role` for role-asked (with `whom` and `until`), role-granted and role-taken, `channel` for first-password-sent, `number` for frozen, case-opened, erasure-asked (with `name`) and those of a contact (`topic` and `name` for contact-received); `actor`, `changes`, `when` and `why` for those of settings; `vote` for those of a vote, with `closes` and `manifest` for its opening.
 */
export const templates = {
  'second-factor-code': { sms: 'message.second-factor-code.sms', holdsCode: true, isAwaited: true },
  /** what our staff ask for on the telephone, with the two words that their page shows: of the caller, or of a number that is not proved yet */
  'caller-code': { sms: 'message.caller-code.sms', holdsCode: true, isAwaited: true },
  'number-code': { sms: 'message.number-code.sms', holdsCode: true, isAwaited: true },
  'mobile-code': { sms: 'message.mobile-code.sms', holdsCode: true, isAwaited: true },
  'email-code': { email: { subject: 'message.email-code.subject', text: 'message.email-code.text' }, holdsCode: true, isAwaited: true },
  'recovery-code': {
    sms: 'message.recovery-code.sms',
    email: { subject: 'message.recovery-code.subject', text: 'message.recovery-code.text' },
    holdsCode: true,
  },
  /** to somebody who has one of two contacts that are needed: no code goes out */
  'recovery-lacking': { sms: 'message.recovery-lacking.sms', email: { subject: 'message.recovery-lacking.subject', text: 'message.recovery-lacking.text' } },
  'user-name': { sms: 'message.user-name.sms', email: { subject: 'message.user-name.subject', text: 'message.user-name.text' } },
  'no-account': { email: { subject: 'message.no-account.subject', text: 'message.no-account.text' } },
  'registration-code': { email: { subject: 'message.registration-code.subject', text: 'message.registration-code.text' }, holdsCode: true },
  /** to an address that somebody wished to register and that has an account: the page says nothing of it */
  'registration-taken': { email: { subject: 'message.registration-taken.subject', text: 'message.registration-taken.text' } },
  registered: {
    email: { subject: 'message.registered.subject', text: 'message.registered.text' },
    objection: 'notMe.what.registered',
    isObjectionSecond: true,
  },
  'first-password': {
    sms: 'message.first-password.sms',
    email: { subject: 'message.first-password.subject', text: 'message.first-password.text' },
    letter: {
      title: 'message.first-password.letter.title',
      text: 'message.first-password.letter.text',
      secret: 'message.first-password.letter.secret',
      steps: 'message.first-password.letter.steps',
      end: 'message.first-password.letter.end',
      picture: 'message.first-password.letter.picture',
    },
  },
  /** to the person's other contacts, when a first-time password went out by one */
  'first-password-sent': {
    sms: 'message.first-password-sent.sms',
    email: { subject: 'message.first-password-sent.subject', text: 'message.first-password-sent.text' },
    objection: 'notMe.what.first-password-sent',
  },
  'mobile-changed': {
    sms: 'message.mobile-changed.sms',
    email: { subject: 'message.mobile-changed.subject', text: 'message.mobile-changed.text' },
    objection: 'notMe.what.mobile-changed',
  },
  'email-changed': {
    sms: 'message.email-changed.sms',
    email: { subject: 'message.email-changed.subject', text: 'message.email-changed.text' },
    objection: 'notMe.what.email-changed',
  },
  /** to an address that the desk wrote down, with a link that proves it */
  'email-to-prove': { email: { subject: 'message.email-to-prove.subject', text: 'message.email-to-prove.text' } },
  'second-factor-removed': {
    sms: 'message.second-factor-removed.sms',
    email: { subject: 'message.second-factor-removed.subject', text: 'message.second-factor-removed.text' },
    objection: 'notMe.what.second-factor-removed',
  },
  /** an own factor: `factor` is app, codes or all */
  'factor-added': {
    sms: 'message.factor-added.sms',
    email: { subject: 'message.factor-added.subject', text: 'message.factor-added.text' },
    objection: 'notMe.what.factor-added',
  },
  'passkey-copied': {
    sms: 'message.passkey-copied.sms',
    email: { subject: 'message.passkey-copied.subject', text: 'message.passkey-copied.text' },
    objection: 'notMe.what.passkey-copied',
  },
  'factor-removed': {
    sms: 'message.factor-removed.sms',
    email: { subject: 'message.factor-removed.subject', text: 'message.factor-removed.text' },
    objection: 'notMe.what.factor-removed',
  },
  'recovery-code-used': {
    sms: 'message.recovery-code-used.sms',
    email: { subject: 'message.recovery-code-used.subject', text: 'message.recovery-code-used.text' },
    objection: 'notMe.what.recovery-code-used',
  },
  /** to an address that somebody wished for and that is another person's: the page says nothing of it */
  'email-taken': { email: { subject: 'message.email-taken.subject', text: 'message.email-taken.text' } },
  'password-changed': {
    sms: 'message.password-changed.sms',
    email: { subject: 'message.password-changed.subject', text: 'message.password-changed.text' },
    objection: 'notMe.what.password-changed',
  },
  'account-unlocked': {
    sms: 'message.account-unlocked.sms',
    email: { subject: 'message.account-unlocked.subject', text: 'message.account-unlocked.text' },
    objection: 'notMe.what.account-unlocked',
  },
  'sessions-ended': {
    sms: 'message.sessions-ended.sms',
    email: { subject: 'message.sessions-ended.subject', text: 'message.sessions-ended.text' },
    objection: 'notMe.what.sessions-ended',
  },
  'new-device': {
    sms: 'message.new-device.sms',
    email: { subject: 'message.new-device.subject', text: 'message.new-device.text' },
    objection: 'notMe.what.new-device',
  },
  'success-after-failures': {
    sms: 'message.success-after-failures.sms',
    email: { subject: 'message.success-after-failures.subject', text: 'message.success-after-failures.text' },
    objection: 'notMe.what.success-after-failures',
  },
  'second-factor-missed': {
    sms: 'message.second-factor-missed.sms',
    email: { subject: 'message.second-factor-missed.subject', text: 'message.second-factor-missed.text' },
    objection: 'notMe.what.second-factor-missed',
  },
  /** to an administrator: another one asks for a role for somebody */
  'role-asked': { sms: 'message.role-asked.sms', email: { subject: 'message.role-asked.subject', text: 'message.role-asked.text' } },
  'role-granted': { sms: 'message.role-granted.sms', email: { subject: 'message.role-granted.subject', text: 'message.role-granted.text' } },
  'role-taken': { sms: 'message.role-taken.sms', email: { subject: 'message.role-taken.subject', text: 'message.role-taken.text' } },
  locked: { sms: 'message.locked.sms', email: { subject: 'message.locked.subject', text: 'message.locked.text' }, objection: 'notMe.what.locked' },
  closed: { sms: 'message.closed.sms', email: { subject: 'message.closed.subject', text: 'message.closed.text' }, objection: 'notMe.what.closed' },
  /** after the button "this was not me": to the person, and to the desk */
  frozen: { sms: 'message.frozen.sms', email: { subject: 'message.frozen.subject', text: 'message.frozen.text' } },
  /** the desk froze the account */
  'frozen-by-desk': {
    sms: 'message.frozen-by-desk.sms',
    email: { subject: 'message.frozen-by-desk.subject', text: 'message.frozen-by-desk.text' },
  },
  /** what the organisation decided on a request to be erased */
  erased: { sms: 'message.erased.sms', email: { subject: 'message.erased.subject', text: 'message.erased.text' } },
  'erasure-declined': {
    sms: 'message.erasure-declined.sms',
    email: { subject: 'message.erasure-declined.subject', text: 'message.erasure-declined.text' },
  },
  'case-opened': { email: { subject: 'message.case-opened.subject', text: 'message.case-opened.text' } },
  /** somebody asks to be erased: to the support */
  'erasure-asked': { email: { subject: 'message.erasure-asked.subject', text: 'message.erasure-asked.text' } },
  /** somebody wrote to the organisation: to its support, and the copy to the sender; what they wrote stands quoted below */
  'contact-received': { email: { subject: 'message.contact-received.subject', text: 'message.contact-received.text' } },
  'contact-copy': { email: { subject: 'message.contact-copy.subject', text: 'message.contact-copy.text' } },
  /** what the desk answers */
  'contact-answer': { email: { subject: 'message.contact-answer.subject', text: 'message.contact-answer.text' } },
  /** the last link of the audit's chain, for somebody to keep */
  'audit-head': { email: { subject: 'message.audit-head.subject', text: 'message.audit-head.text' } },
  /** a cap on what messages cost: to the administrators, at four fifths of it and at its end */
  /** once a week to those who write the help: what it had no answer to */
  'help-report': { email: { subject: 'message.help-report.subject', text: 'message.help-report.text' } },
  'cap-near': { email: { subject: 'message.cap-near.subject', text: 'message.cap-near.text' } },
  'cap-full': { email: { subject: 'message.cap-full.subject', text: 'message.cap-full.text' } },
  /** to the administrators: who lowered the security, or will; and that a draft did not come into force at its time */
  'settings-lowered': { email: { subject: 'message.settings-lowered.subject', text: 'message.settings-lowered.text' } },
  'settings-dated': { email: { subject: 'message.settings-dated.subject', text: 'message.settings-dated.text' } },
  'settings-not-applied': { email: { subject: 'message.settings-not-applied.subject', text: 'message.settings-not-applied.text' } },
  /** to everybody on the roll, whether they have voted or not */
  'vote-opened': { sms: 'message.vote-opened.sms', email: { subject: 'message.vote-opened.subject', text: 'message.vote-opened.text' } },
  'vote-reminder': { sms: 'message.vote-reminder.sms', email: { subject: 'message.vote-reminder.subject', text: 'message.vote-reminder.text' } },
  'vote-opened-simple': { sms: 'message.vote-opened.sms', email: { subject: 'message.vote-opened.subject', text: 'message.vote-opened-simple.text' } },
  'vote-reminder-simple': { sms: 'message.vote-reminder.sms', email: { subject: 'message.vote-reminder.subject', text: 'message.vote-reminder-simple.text' } },
  /** to whom the opening was told */
  'vote-called-off': { sms: 'message.vote-called-off.sms', email: { subject: 'message.vote-called-off.subject', text: 'message.vote-called-off.text' } },
  /** a card was collected in the person's name: the night after, or when the vote has ended */
  'vote-card': { sms: 'message.vote-card.sms', email: { subject: 'message.vote-card.subject', text: 'message.vote-card.text' } },
  /** the office made a ballot on paper for the person: likewise */
  'vote-post': { sms: 'message.vote-post.sms', email: { subject: 'message.vote-post.subject', text: 'message.vote-post.text' } },
  test: { sms: 'message.test.sms', email: { subject: 'message.test.subject', text: 'message.test.text' } },
} as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates
export const templateOf = (name: TemplateName): Template => templates[name]

/** What a message told of, by the name of its template as it was kept; null where that template is no more. */
export const objectionOf = (name: string): WordKey | null => (name in templates ? (templateOf(name as TemplateName).objection ?? null) : null)

/** Every purpose that a message may have. */
export const purposes = Object.keys(templates) as TemplateName[]

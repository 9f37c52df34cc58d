import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { RadioChoices } from '@/components/radio-choices'
import { hasOwnFactor } from '@/lib/factors/list-factors'
import type { PersonSeen } from '@/lib/flows/desk/view-person'
import { sayPhone } from '@/lib/organisations/say-phone'
import { exampleMobile } from '@/lib/people/read-mobile'
import { isShielded, may, type Right } from '@/lib/permissions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../form-words'
import { ActFields } from '../../act-fields'
import {
  correctContact,
  endSessions,
  freezeAccount,
  removeOwnFactors,
  removeSecondFactor,
  sendFirstPassword,
  thawAccount,
  unlockAccount,
  verifyCaller,
} from './actions'

type Act = {
  right: Right
  action: (state: FormState, form: FormData) => Promise<FormState>
  isPossible: (seen: PersonSeen) => boolean
}

const acts = {
  verify: { right: 'desk.verify-caller', action: verifyCaller, isPossible: ({ details }) => isThere(details.status) && Boolean(details.mobileValidatedAt) },
  prove: {
    right: 'desk.verify-caller',
    action: verifyCaller,
    isPossible: ({ details }) => isThere(details.status) && Boolean(details.mobile) && !details.mobileValidatedAt,
  },
  unlock: { right: 'desk.unlock-account', action: unlockAccount, isPossible: ({ lock }) => lock.isLocked },
  thaw: { right: 'desk.thaw-account', action: thawAccount, isPossible: ({ details }) => details.status === 'frozen' },
  send: {
    right: 'desk.send-first-password',
    action: sendFirstPassword,
    isPossible: ({ details }) => details.status === 'active',
  },
  endSessions: { right: 'desk.end-sessions', action: endSessions, isPossible: ({ sessions }) => sessions > 0 },
  removeFactor: { right: 'desk.remove-second-factor', action: removeSecondFactor, isPossible: ({ details }) => Boolean(details.mobile) },
  removeOwn: { right: 'desk.remove-second-factor', action: removeOwnFactors, isPossible: ({ factors }) => hasOwnFactor(factors) },
  correctMobile: { right: 'desk.correct-contact', action: correctContact, isPossible: () => true },
  correctEmail: { right: 'desk.correct-contact', action: correctContact, isPossible: () => true },
  freeze: { right: 'desk.freeze-account', action: freezeAccount, isPossible: ({ details }) => details.status === 'active' },
} as const satisfies Record<string, Act>
type ActName = keyof typeof acts
const names = Object.keys(acts) as ActName[]

const isThere = (status: string) => status !== 'disabled'

/** What the notice after an act is called by. */
export const actsDone = [...names.filter((name) => name !== 'prove'), 'letter', 'caller', 'number'] as const

type Props = { visit: MemberVisit; seen: PersonSeen; chosen?: string }

/** What can be done now, one at a time: the form of the chosen act stands on the page itself, so that a wrong one loses nothing without JavaScript. */
export async function Acts({ visit, seen, chosen }: Props) {
  const { say, session, paths } = visit
  const page = paths.adminPerson(seen.details.id)
  const allowed = names.filter((name) => may(session.grants, acts[name].right))
  const isStaff = names.some((name) => isShielded(seen.details.roles, acts[name].right))
  const possible = allowed.filter((name) => acts[name].isPossible(seen) && !isShielded(seen.details.roles, acts[name].right))
  // What was just done can't be done again, but its form stays in its place: it is the form that goes on.
  const open = ((await isAnswerToForm()) ? allowed : possible).find((name) => name === chosen)
  if (open) return <ChosenAct visit={visit} seen={seen} name={open} />
  return (
    <div className="stack tight">
      <nav className="row" aria-label={say('desk.acts')}>
        {possible.map((name, at) => (
          <ButtonLink key={name} href={`${page}?act=${name}`} variant={at === 0 ? 'primary' : 'second'}>
            {say(`desk.${name}.title`)}
          </ButtonLink>
        ))}
      </nav>
      {may(session.grants, 'roles.ask') && seen.details.status === 'active' && (
        <p className="text-small">
          <a href={`${paths.adminRolesAsk}?person=${seen.details.id}`}>{say('roles.ask.title')}</a>
        </p>
      )}
      {isStaff && <p className="quiet text-small">{say('desk.isStaff')}</p>}
    </div>
  )
}

function ChosenAct({ visit, seen, name }: { visit: MemberVisit; seen: PersonSeen; name: ActName }) {
  const { organisation, say, paths } = visit
  const { details: person } = seen
  return (
    <section className="notice">
      <ActionForm id={name} action={acts[name].action} {...formWords(say)}>
        <h2>{say(`desk.${name}.title`)}</h2>
        <p>{say(`desk.${name}.text`)}</p>
        {name === 'removeFactor' && <p>{say(`desk.removeFactor.after.${organisation.settings.secondFactor}`)}</p>}
        {name === 'send' && <Ways visit={visit} seen={seen} />}
        {(name === 'correctMobile' || name === 'correctEmail') && <Correction visit={visit} seen={seen} name={name} />}
        <input type="hidden" name="person" value={person.id} />
        <ActFields visit={visit} />
        <div className="row">
          <Button>{say(name === 'send' ? 'desk.send.submit' : `desk.${name}.title`)}</Button>
          <a href={paths.adminPerson(person.id)}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}

/** The contact as it stands, to be written over. */
function Correction({ visit: { say, organisation }, seen, name }: { visit: MemberVisit; seen: PersonSeen; name: 'correctMobile' | 'correctEmail' }) {
  const { mobile, email } = seen.details
  const { country } = organisation.settings
  const isMobile = name === 'correctMobile'
  return (
    <>
      <input type="hidden" name="contact" value={isMobile ? 'mobile' : 'email'} />
      <Field
        name="value"
        type={isMobile ? 'tel' : 'email'}
        autoComplete="off"
        label={say(isMobile ? 'details.mobile.label' : 'details.email.label')}
        hint={isMobile ? say('details.mobile.hint', { example: exampleMobile(country) }) : undefined}
        defaultValue={isMobile ? (mobile ? sayPhone(mobile, country) : undefined) : (email ?? undefined)}
      />
    </>
  )
}

/** The contacts that the register holds and somebody proved: nobody types an address here. */
function Ways({ visit: { say, organisation }, seen: { details: person } }: { visit: MemberVisit; seen: PersonSeen }): ReactNode {
  const { street, postalCode, city, mobile, mobileValidatedAt, email, emailValidatedAt } = person
  const options = [
    mobile && mobileValidatedAt && { value: 'sms', label: say('desk.send.sms', { mobile: sayPhone(mobile, organisation.settings.country) }) },
    email && emailValidatedAt && { value: 'email', label: say('desk.send.email', { email }) },
    street && city && { value: 'letter', label: say('desk.send.letter', { address: `${street}, ${postalCode} ${city}` }) },
  ].filter((option): option is { value: string; label: string } => typeof option === 'object' && option !== null)
  if (options.length === 0) return <p className="error">{say('desk.send.noWay')}</p>
  return (
    <>
      {organisation.settings.firstPassword.erasesAt === 'ordering' && <p>{say('desk.send.erases')}</p>}
      <RadioChoices legend={say('desk.send.channel')} name="channel" options={options} defaultValue={options[0]?.value} />
    </>
  )
}

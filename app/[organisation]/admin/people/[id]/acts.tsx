import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { RadioChoices } from '@/components/radio-choices'
import type { PersonSeen } from '@/lib/flows/desk/view-person'
import { sayPhone } from '@/lib/organisations/say-phone'
import { may, type Right } from '@/lib/permissions/rules'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { PresentPassword } from '../../../(inside)/my-details/present-password'
import { formWords } from '../../../form-words'
import { endSessions, freezeAccount, sendFirstPassword, thawAccount, unlockAccount } from './actions'

type Act = {
  right: Right
  action: (state: FormState, form: FormData) => Promise<FormState>
  isPossible: (seen: PersonSeen) => boolean
}

const acts = {
  unlock: { right: 'desk.unlock-account', action: unlockAccount, isPossible: ({ lock }) => lock.isLocked },
  thaw: { right: 'desk.thaw-account', action: thawAccount, isPossible: ({ details }) => details.status === 'frozen' },
  send: {
    right: 'desk.send-first-password',
    action: sendFirstPassword,
    isPossible: ({ details }) => details.status === 'active',
  },
  endSessions: { right: 'desk.end-sessions', action: endSessions, isPossible: ({ sessions }) => sessions > 0 },
  freeze: { right: 'desk.freeze-account', action: freezeAccount, isPossible: ({ details }) => details.status === 'active' },
} as const satisfies Record<string, Act>
type ActName = keyof typeof acts
const names = Object.keys(acts) as ActName[]

/** What the notice after an act is called by. */
export const actsDone = [...names, 'letter'] as const

type Props = { visit: MemberVisit; seen: PersonSeen; chosen?: string }

/** What can be done now, one at a time: the form of the chosen act stands on the page itself, so that a wrong one loses nothing without JavaScript. */
export async function Acts({ visit, seen, chosen }: Props) {
  const { say, session, paths } = visit
  const page = paths.adminPerson(seen.details.id)
  const allowed = names.filter((name) => may(session.grants, acts[name].right))
  const possible = allowed.filter((name) => acts[name].isPossible(seen))
  // What was just done can't be done again, but its form stays in its place: it is the form that goes on.
  const open = ((await isAnswerToForm()) ? allowed : possible).find((name) => name === chosen)
  if (open) return <ChosenAct visit={visit} seen={seen} name={open} />
  return (
    <nav className="row" aria-label={say('desk.acts')}>
      {possible.map((name, at) => (
        <ButtonLink key={name} href={`${page}?act=${name}`} variant={at === 0 ? 'primary' : 'second'}>
          {say(`desk.${name}.title`)}
        </ButtonLink>
      ))}
    </nav>
  )
}

function ChosenAct({ visit, seen, name }: { visit: MemberVisit; seen: PersonSeen; name: ActName }) {
  const { deps, organisation, say, session, paths } = visit
  const { details: person } = seen
  const { freshMinutes } = organisation.settings.sessions
  return (
    <section className="notice">
      <ActionForm id={name} action={acts[name].action} {...formWords(say)}>
        <h2>{say(`desk.${name}.title`)}</h2>
        <p>{say(`desk.${name}.text`)}</p>
        {name === 'send' && <Ways visit={visit} seen={seen} />}
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="once" value={randomUUID()} />
        <Field name="reason" label={say('desk.reason')} hint={say('desk.reason.hint')} autoComplete="off" />
        {!isFresh(session.authenticatedAt, freshMinutes, deps.now()) && <PresentPassword visit={visit} />}
        <div className="row">
          <Button>{say(name === 'send' ? 'desk.send.submit' : `desk.${name}.title`)}</Button>
          <a href={paths.adminPerson(person.id)}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}

/** The contacts that the register holds: nobody types an address here. */
function Ways({ visit: { say, organisation }, seen: { details: person } }: { visit: MemberVisit; seen: PersonSeen }): ReactNode {
  const { street, postalCode, city, mobile, email } = person
  const options = [
    mobile && { value: 'sms', label: say('desk.send.sms', { mobile: sayPhone(mobile, organisation.settings.country) }) },
    email && { value: 'email', label: say('desk.send.email', { email }) },
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

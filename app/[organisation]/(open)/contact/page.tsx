import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { fieldId } from '@/components/form-state'
import { HiddenField } from '@/components/hidden-field'
import { SelectField } from '@/components/select-field'
import { Suggestions } from '@/components/suggestions'
import { makeTicket } from '@/lib/flows/contact/ticket'
import { AttachField } from '../../attach-field'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { OpenPage, openToAll } from '../open-page'
import { send } from './actions'
import { topicsOf } from './topics'

export async function generateMetadata() {
  await openToAll()
  return titleOf('contact.title')
}

/** Somebody writes to the organisation (S9); a question that the help could not answer comes along. */
export default async function ContactPage({ searchParams }: { searchParams: Promise<{ question?: string | string[] }> }) {
  const { visit, member } = await openToAll()
  const { deps, organisation, say, paths } = visit
  const question = [(await searchParams).question].flat()[0]?.slice(0, 500)
  const topics = await topicsOf(visit)
  return (
    <OpenPage visit={visit} member={member}>
      <h1>{say('contact.title')}</h1>
      <p>{say('contact.text')}</p>
      {member && (
        <p>
          <a href={paths.ownCases}>{say('contact.own.title')}</a>
        </p>
      )}
      <ActionForm id="contact" action={send} {...formWords(say)}>
        <HiddenField name="ticket" value={makeTicket(deps, organisation)} />
        <HiddenField name="warned" value="" />
        <SelectField name="topic" label={say('contact.topic')} options={topics} />
        <Field name="text" label={say('contact.message')} hint={say('contact.message.hint')} isLong defaultValue={question} />
        <Suggestions fieldId={fieldId('contact', 'text')} href={paths.suggestions} title={say('help.suggestions')} />
        <AttachField visit={visit} />
        {!member && <Field name="name" label={say('contact.name')} autoComplete="name" />}
        {!member?.session.email && (
          <Field
            name="email"
            label={say('contact.email')}
            hint={say('contact.email.hint')}
            autoComplete="email"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <div className="sr-only" aria-hidden="true">
          <label htmlFor="contact-website">{say('contact.trap')}</label>
          <input id="contact-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <Button>{say('contact.submit')}</Button>
      </ActionForm>
    </OpenPage>
  )
}

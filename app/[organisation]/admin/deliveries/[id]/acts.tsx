import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { mayRetry, mayStop } from '@/lib/delivery/rules'
import type { readDelivery } from '@/lib/flows/deliveries/read-delivery'
import type { MemberVisit } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../form-words'
import { retry, stop } from '../actions'

const acts = { retry, stop }
type Message = NonNullable<Awaited<ReturnType<typeof readDelivery>>>['message']

/** What can be done with a message now, one at a time, with a reason. */
export async function Acts({ visit, message, chosen }: { visit: MemberVisit; message: Message; chosen?: string }) {
  const { deps, say, paths } = visit
  const page = paths.adminDelivery(message.id)
  const possible = { retry: mayRetry(message, deps.now()), stop: mayStop(message) }
  const names = (['retry', 'stop'] as const).filter((name) => possible[name])
  // What was just done can't be done again, but its form stays in its place: it is the form that goes on.
  const open = (['retry', 'stop'] as const).find((name) => name === chosen && (possible[name] || message.state === 'queued'))
  if (open && (possible[open] || (await isAnswerToForm())))
    return (
      <section className="notice">
        <ActionForm id={open} action={acts[open]} {...formWords(say)}>
          <h2>{say(`deliveries.${open}.title`)}</h2>
          <p>{say(`deliveries.${open}.text`)}</p>
          <input type="hidden" name="message" value={message.id} />
          <input type="hidden" name="once" value={randomUUID()} />
          <Field name="reason" label={say('desk.reason')} hint={say('desk.reason.hint')} autoComplete="off" />
          <div className="row">
            <Button>{say(`deliveries.${open}.title`)}</Button>
            <a href={page}>{say('desk.cancel')}</a>
          </div>
        </ActionForm>
      </section>
    )
  if (names.length === 0) return null
  return (
    <nav className="row" aria-label={say('desk.acts')}>
      {names.map((name) => (
        <ButtonLink key={name} href={`${page}?act=${name}`} variant="second">
          {say(`deliveries.${name}.title`)}
        </ButtonLink>
      ))}
    </nav>
  )
}

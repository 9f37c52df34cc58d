import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { Deps } from '@/lib/core/db'
import { logFault } from '@/lib/core/log'
import { identifierForm, passwordForm } from '@/lib/flows/sign-in/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { type Answer, fieldsOf, stateAfter, wrong } from './answer'
import { bareJar, headOf, readForm } from './bare-request'
import { browserSecrets, type CookieJar } from './cookie-jar'
import { isFromHere } from './origin'
import { readVisit, type Visit } from './read-visit'
import { takeIdentifier, takePassword } from './sign-in-steps'
import { stamp } from './stamps'

// The steps that everybody takes to sign in are answered before Next.js: when a vote opens everybody comes at once, and
// hashing the password is to be most of what each costs (docs/decisions/0033-the-sign-in-desk.md).

/** A form at the desk, known among those of its page by the field `mark`. Its `read` is null for any other, for what Next.js refuses, and for the way to recovery. */
function step<Form extends z.ZodType>(mark: string, shape: Form, take: (visit: Visit, typed: z.output<Form>, jar: CookieJar) => Promise<Answer>) {
  const read = (form: FormData) => {
    const typed = form.has(mark) && !form.has('way') ? shape.safeParse(fieldsOf(form)) : null
    return typed?.success ? (visit: Visit, jar: CookieJar) => take(visit, typed.data, jar) : null
  }
  return { read }
}
type Step = ReturnType<typeof step>

const firstOfTwo = step('identifier', identifierForm, takeIdentifier)
const password = step('password', passwordForm, takePassword)

type Asked = { deps: Deps; organisation: Organisation; request: IncomingMessage; response: ServerResponse }

/** The step that a request may be; null for everything else. */
export function signInStep({ method, headers }: IncomingMessage, path: string, { settings }: Organisation): Step | null {
  if (method !== 'POST' || headers['next-action'] || !/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) return null
  const steps: Record<string, Step> = settings.signIn.pages === 2 ? { '/sign-in': firstOfTwo, '/sign-in/password': password } : { '/sign-in': password }
  return steps[path] ?? null
}

/**
 * Answers a step. What the page's script sent is answered with the form's next state; without script, whoever may go on
 * is led there, and `draw` has Next.js draw what went wrong. What is no such step is left to Next.js as it came.
 */
export async function answerSignIn({ deps, organisation, request, response }: Asked, step: Step, draw: (request: IncomingMessage) => Promise<void>) {
  const head = headOf(request)
  const { form, again } = await readForm(request)
  if (response.headersSent) return // it was too large, which is told already
  const take = form && step.read(form)
  const isOfScript = head.get('accept') === 'application/json'
  if (!take || !isFromHere(head, head.get(stamp.host) ?? '')) return isOfScript ? void response.writeHead(204).end() : draw(again)

  const jar = bareJar(request, response)
  const visit = readVisit(deps, organisation, head, jar)
  let answer: Answer
  try {
    const client = { ...visit.client, ...browserSecrets(jar) }
    answer = await take({ ...visit, client }, jar)
  } catch (error) {
    logFault(error, 'a sign-in failed')
    answer = wrong(visit.say('page.failure'))
  }
  if (isOfScript) return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(stateAfter(answer, form)))
  if ('goTo' in answer) return void response.writeHead(303, { Location: answer.goTo }).end()
  again.headers[stamp.answer] = encodeURIComponent(JSON.stringify(answer))
  return draw(again)
}

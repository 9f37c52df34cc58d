import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import type { FormState } from '@/components/form-state'
import { logFault } from '@/lib/core/log'
import { isWordKey } from '@/lib/words/keys'
import { type Answer, fieldsOf, goTo, note, stateAfter, wrong } from './answer'
import { ensureBrowserSecrets } from './cookies'
import { forgetTyped, keepTyped } from './keep-typed'
import { isFromHere } from './origin'
import { currentSession, knownSession, type MemberVisit } from './session'
import { stamp } from './stamps'
import { openVisit, type Visit } from './visit'

export { type Answer, goTo, note, wrong }

/** Of `zod` or `zod/mini`: forms that the browser checks too are written in the small one. */
export type Shape = z.core.$ZodType<Record<string, unknown>>

/** An action of the entrance: anybody may call it. */
export function publicAction<Input extends Shape>(input: Input, run: (visit: Visit, input: z.output<Input>, files: readonly File[]) => Promise<Answer>) {
  return (_former: FormState, form: FormData): Promise<FormState> =>
    answerForm(form, async () => {
      const visit = await openVisit()
      const client = { ...visit.client, ...(await ensureBrowserSecrets()) }
      return parseAndRun({ ...visit, client }, input, form, run)
    })
}

/**
 * An action inside: only for who is signed in now. A session that ended meanwhile loses nothing that was typed: with
 * JavaScript it is still on the page, without it is kept until the same person is back. `guard` is asked before anything
 * that was typed is read.
 */
export function memberAction<Input extends Shape>(
  input: Input,
  run: (visit: MemberVisit, input: z.output<Input>, files: readonly File[]) => Promise<Answer>,
  guard: (visit: MemberVisit) => Promise<Answer | null> | null = () => null,
  sessionOf: typeof currentSession = currentSession,
) {
  return (_former: FormState, form: FormData): Promise<FormState> =>
    answerForm(form, async () => {
      const visit = await openVisit()
      const session = await sessionOf()
      if (!session) return (await headers()).has('next-action') ? wrong(visit.say('page.sessionEnded')) : goTo(await keepTyped(visit, form))
      const client = { ...visit.client, ...(await ensureBrowserSecrets()) }
      const here = { ...visit, client, session }
      const answer = (await guard(here)) ?? (await parseAndRun(here, input, form, run))
      if (!('wrong' in answer)) await forgetTyped(here, form)
      return answer
    })
}

/** An action by which an app or a passkey is set up: open to those who have to do that before anything else. */
export const enrolAction = <Input extends Shape>(input: Input, run: (visit: MemberVisit, input: z.output<Input>) => Promise<Answer>) =>
  memberAction(input, run, undefined, knownSession)

async function parseAndRun<V extends Visit, Input extends Shape>(
  visit: V,
  input: Input,
  form: FormData,
  run: (visit: V, input: z.output<Input>, files: readonly File[]) => Promise<Answer>,
): Promise<Answer> {
  const files = filesIn(form)
  const parsed = z.safeParse(input, fieldsOf(form))
  if (parsed.success) return withLostFiles(visit, files, await run(visit, parsed.data, files))
  // A schema's own messages are keys of the words; what only a forged form can get wrong has none.
  const said = (message: string) => visit.say(isWordKey(message) ? message : 'page.badInput')
  const wrong = parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? '') || null, text: said(issue.message) }))
  return withLostFiles(visit, files, { wrong })
}

/** The one field for files of a form that takes some. */
export const filesField = 'files'
/** A field in which nothing was chosen sends an empty file without a name, which Next.js calls "undefined". */
const isChosen = ({ name, size }: File) => name !== '' && !(size === 0 && name === 'undefined')
const filesIn = (form: FormData) => form.getAll(filesField).filter((file): file is File => typeof file !== 'string' && isChosen(file))

/** Without JavaScript a form that comes back has lost its files: no page can put them back, so it says that they are gone. */
async function withLostFiles(visit: Visit, files: readonly File[], answer: Answer): Promise<Answer> {
  if (!('wrong' in answer) || files.length === 0 || (await headers()).has('next-action')) return answer
  return { ...answer, wrong: [...answer.wrong, { field: filesField, text: visit.say('files.again') }] }
}

/** What was answered before Next.js, which only draws it then: nothing is tried or counted a second time. */
function answerBefore(head: Pick<Headers, 'get'>): Answer | null {
  const given = head.get(stamp.answer)
  return given === null ? null : JSON.parse(decodeURIComponent(given))
}

async function answerForm(form: FormData, run: () => Promise<Answer>): Promise<FormState> {
  const head = await headers()
  try {
    if (!isFromHere(head, head.get(stamp.host) ?? '')) return stateAfter(wrong((await openVisit()).say('page.foreignForm')), form)
    const answer = answerBefore(head) ?? (await run())
    // With JavaScript the form itself goes there, as a whole new page; without it this is a 303.
    if ('goTo' in answer && !head.has('next-action')) redirect(answer.goTo)
    return stateAfter(answer, form)
  } catch (error) {
    unstable_rethrow(error)
    logFault(error, 'an action failed')
    const visit = await openVisit().catch(() => null)
    if (!visit) throw error
    return stateAfter(wrong(visit.say('page.failure')), form)
  }
}

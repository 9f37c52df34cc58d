import { Button } from '@/components/button'
import { Field } from '@/components/field'
import type { Visit } from '@/lib/web/visit'

/** One field, sent with Enter: a form of its own that needs no script. */
export function AskForm({ visit: { say, paths }, question }: { visit: Visit; question: string }) {
  return (
    <search className="w-full">
      <form action={paths.help} method="get" className="stack">
        <Field name="q" label={say('help.ask')} hint={say('help.ask.hint')} defaultValue={question} autoComplete="off" maxLength={500} />
        <Button>{say('help.ask.submit')}</Button>
      </form>
    </search>
  )
}

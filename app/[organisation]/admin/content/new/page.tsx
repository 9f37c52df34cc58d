import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { longest } from '@/lib/content/rules'
import { contentKinds } from '@/lib/content/schema'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { makeItem } from '../actions'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.new')

/** What it is and what it is called; nobody sees it before it is published. */
export default async function NewContentPage() {
  const visit = await requireStaff('content.edit')
  const { say, paths, organisation } = visit
  const { languages } = organisation.settings
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminContent}>{say('editing.title')}</BackLink>
        <h1>{say('editing.new')}</h1>
        <ActionForm id="item" action={makeItem} isKept {...formWords(say)}>
          <input type="hidden" name="once" value={randomUUID()} />
          <RadioChoices
            name="kind"
            legend={say('editing.kind')}
            options={contentKinds.map((value) => ({ value, label: say(`editing.kind.${value}`), hint: say(`editing.kind.${value}.hint`) }))}
            defaultValue="page"
          />
          <SelectField
            name="language"
            label={say('editing.language')}
            options={languages.map((value) => ({ value, label: say(`settings.language.${value}`) }))}
          />
          <Field name="title" label={say('editing.textTitle')} maxLength={longest.title} autoComplete="off" />
          <Button>{say('editing.new.submit')}</Button>
        </ActionForm>
      </div>
    </StaffPage>
  )
}

import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Part } from '@/components/part'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { formLines, typedCondition } from '@/lib/groups/rules'
import { conditionFields, type Group } from '@/lib/groups/schema'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { saveRule } from '../actions'

/** The rule of a group, a condition a line; counted before it is saved. */
export function RulePart({ visit: { say }, group, names }: { visit: MemberVisit; group: Group; names: { id: string; name: string }[] }) {
  const typed = (group.rule?.conditions ?? []).map(typedCondition)
  const options = [{ value: '', label: say('groups.rule.noField') }, ...conditionFields.map((field) => ({ value: field, label: say(`groups.rule.${field}`) }))]
  const typedValue = (at: number) => {
    const one = typed[at]
    return one?.field === 'group' ? names.find(({ id }) => id === one.value)?.name : one?.value
  }
  return (
    <Part title={say(group.rule ? 'groups.rule' : 'groups.rule.make')} text={say('groups.rule.text')}>
      <ActionForm id="rule" action={saveRule} {...formWords(say)}>
        <input type="hidden" name="group" value={group.id} />
        <RadioChoices
          legend={say('groups.rule.match')}
          name="match"
          options={(['all', 'any'] as const).map((value) => ({ value, label: say(`groups.rule.${value}`) }))}
          defaultValue={group.rule?.match ?? 'all'}
        />
        <p className="hint text-hint">{say('groups.rule.valueHint')}</p>
        {Array.from({ length: formLines }, (_, at) => at).map((at) => (
          <div className="row items-end" key={at}>
            <SelectField name={`field${at}`} label={say('groups.rule.field', { number: at + 1 })} options={options} defaultValue={typed[at]?.field ?? ''} />
            <Field name={`value${at}`} label={say('groups.rule.value', { number: at + 1 })} defaultValue={typedValue(at) ?? ''} autoComplete="off" />
          </div>
        ))}
        <div className="row">
          <Button variant="second" name="press" value="preview">
            {say('groups.rule.preview')}
          </Button>
          <Button name="press" value="save">
            {say('groups.rule.save')}
          </Button>
          {group.rule && (
            <Button variant="link" name="press" value="drop">
              {say('groups.rule.drop')}
            </Button>
          )}
        </div>
      </ActionForm>
    </Part>
  )
}

'use client'
import { useContext, useEffect, useState } from 'react'
import type { PasswordPolicy } from '@/lib/organisations/schema'
import { checkRules, type PasswordOwner, type RuleId } from '@/lib/passwords/rules'
import { FormContext } from './form-context'
import { fieldId } from './form-state'

export type RuleLine = { id: RuleId; label: string; runs: 'both' | 'server'; children?: readonly RuleLine[] }

export type PasswordRulesProps = {
  policy: PasswordPolicy
  owner: PasswordOwner
  rules: readonly RuleLine[]
  /** the `name` of the field that is typed in */
  inputName: string
  labels: {
    /** of the list */
    list: string
    met: string
    unmet: string
    /** beside a rule that the server checks when saving */
    whenSaving: string
    /** read out after a pause in typing; `{met}` and `{all}` are filled in */
    count: string
  }
}

type Kept = Partial<Record<RuleId, boolean>>

/** The rules of the password, ticked off while it is typed. Without JavaScript they are a plain list. */
export function PasswordRules({ policy, owner, rules, inputName, labels }: PasswordRulesProps) {
  const inputId = fieldId(useContext(FormContext).id, inputName)
  const [kept, setKept] = useState<Kept>()
  const [heard, setHeard] = useState('')

  useEffect(() => {
    const input = document.getElementById(inputId)
    if (!(input instanceof HTMLInputElement)) return
    const look = () => setKept(input.value ? checkRules(policy, owner, input.value) : {})
    const lookAfterReset = () => setTimeout(look)
    look()
    input.addEventListener('input', look)
    input.form?.addEventListener('reset', lookAfterReset)
    return () => {
      input.removeEventListener('input', look)
      input.form?.removeEventListener('reset', lookAfterReset)
    }
  }, [inputId, policy, owner])

  const counted = rules.filter((rule) => rule.runs === 'both')
  const metCount = counted.filter((rule) => kept?.[rule.id]).length
  useEffect(() => {
    if (metCount === 0) return setHeard('')
    const pause = setTimeout(() => setHeard(labels.count.replace('{met}', String(metCount)).replace('{all}', String(counted.length))), 900)
    return () => clearTimeout(pause)
  }, [metCount, counted.length, labels.count])

  return (
    <div className="w-full">
      <ul className="rules" aria-label={labels.list}>
        {rules.map((rule) => (
          <Rule key={rule.id} {...{ rule, kept, labels }} />
        ))}
      </ul>
      <span className="sr-only" role="status">
        {heard}
      </span>
    </div>
  )
}

function Rule({ rule, kept, labels }: { rule: RuleLine; kept: Kept | undefined; labels: PasswordRulesProps['labels'] }) {
  const isMet = kept?.[rule.id] === true
  return (
    <li>
      <span className={isMet ? 'rule met' : 'rule'}>
        <span className={rule.runs === 'server' ? 'ring later' : 'ring'} aria-hidden="true" />
        <span>
          {rule.label}
          {rule.runs === 'server' && <span className="hint text-small block">{labels.whenSaving}</span>}
          {rule.runs === 'both' && kept && <span className="sr-only">, {isMet ? labels.met : labels.unmet}</span>}
        </span>
      </span>
      {rule.children && (
        <ul className="kinds">
          {rule.children.map((child) => (
            <Rule key={child.id} rule={child} kept={kept} labels={labels} />
          ))}
        </ul>
      )}
    </li>
  )
}

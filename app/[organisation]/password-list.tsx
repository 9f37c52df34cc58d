import { PasswordRules, type RuleLine } from '@/components/password-rules'
import { type PasswordOwner, type PasswordRule, policyRules } from '@/lib/passwords/rules'
import type { Visit } from '@/lib/web/visit'

/** The organisation's rules for a new password in its words, ticked off while the field `inputName` of the same form is typed in. */
export function PasswordList({ visit: { say, organisation }, owner, inputName }: { visit: Visit; owner: PasswordOwner; inputName: string }) {
  const policy = organisation.settings.passwords
  const line = ({ id, runs, key, values, children }: PasswordRule): RuleLine => ({ id, runs, label: say(key, values), children: children?.map(line) })
  const labels = {
    list: say('password.list.label'),
    met: say('password.list.met'),
    unmet: say('password.list.unmet'),
    whenSaving: say('password.remark.checkedWhenSaving'),
    count: say('password.list.count', { met: '{met}', all: '{all}' }), // counted in the browser
  }
  const { givenName, familyName, username, email, memberNumber } = owner
  return (
    <>
      <PasswordRules
        policy={policy}
        owner={{ givenName, familyName, username, email, memberNumber }}
        rules={policyRules(policy)
          .filter((rule) => !rule.isQuiet)
          .map(line)}
        inputName={inputName}
        labels={labels}
      />
      <p className="quiet text-small">{say('password.remark.case')}</p>
    </>
  )
}

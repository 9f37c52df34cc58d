import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Tag } from '@/components/tag'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { policyRules } from '@/lib/passwords/rules'
import { tryOutPassword } from '@/lib/passwords/try-out-password'
import { fullName } from '@/lib/people/rules'
import type { StaffVisit } from '@/lib/web/staff'
import { speak } from '@/lib/words/speak'
import { formWords } from '../../form-words'
import { PasswordList } from '../../password-list'
import { tryPassword } from './actions'
import { sampleOwner, samples } from './samples'

/** The policy as drafted: what members read in each language, what passes it, and a try of one's own by the same rules. */
export async function Studio({ visit, settings }: { visit: StaffVisit; settings: OrganisationSettings }) {
  const { say, deps } = visit
  const policy = settings.passwords
  const judged = await Promise.all(samples.map(async (sample) => ({ sample, broken: await tryOutPassword(policy, sampleOwner, sample, deps.now()) })))
  const drafted = { ...visit, organisation: { ...visit.organisation, settings } }
  return (
    <>
      <section className="stack tight below" aria-labelledby="read">
        <h2 id="read">{say('settings.studio.texts')}</h2>
        <div className="studio-texts">
          {settings.languages.map((language) => {
            const speaks = speak(language, settings.words)
            return (
              <div key={language} lang={language} className="stack tight">
                <h3 lang={say.language}>{say(`settings.language.${language}`)}</h3>
                <ul className="summary-list text-small">
                  {policyRules(policy)
                    .filter((rule) => !rule.isQuiet)
                    .map((rule) => (
                      <li key={rule.id}>
                        {speaks(rule.key, rule.values)}
                        {rule.children && ` ${rule.children.map((child) => speaks(child.key, child.values)).join(', ')}`}
                      </li>
                    ))}
                </ul>
              </div>
            )
          })}
        </div>
      </section>
      <section className="stack tight below" aria-labelledby="samples">
        <h2 id="samples">{say('settings.studio.samples')}</h2>
        <p className="quiet text-small">{say('settings.studio.samplesText', { name: fullName(sampleOwner), username: sampleOwner.username ?? '' })}</p>
        <DataTable
          caption={say('settings.studio.samples')}
          isCaptionHidden
          columns={[
            { key: 'sample', label: say('settings.studio.column.sample') },
            { key: 'verdict', label: say('settings.studio.column.verdict') },
            { key: 'why', label: say('settings.studio.column.why') },
          ]}
          rows={judged.map(({ sample, broken }) => ({
            key: sample,
            cells: {
              sample: (
                <span className="font-mono break-words" lang="sv">
                  {sample}
                </span>
              ),
              verdict: broken.length === 0 ? <Tag tone="good">{say('settings.studio.passes')}</Tag> : <Tag tone="bad">{say('settings.studio.fails')}</Tag>,
              why: <span className="whitespace-pre-line">{broken.map(({ key, values }) => say(key, values)).join('\n')}</span>,
            },
          }))}
        />
      </section>
      <section className="stack tight below" aria-labelledby="try">
        <h2 id="try">{say('settings.studio.try')}</h2>
        <ActionForm id="try-form" action={tryPassword} {...formWords(say)}>
          <Field
            name="tried"
            label={say('settings.studio.column.sample')}
            hint={say('settings.studio.tryHint')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordList visit={drafted} owner={sampleOwner} inputName="tried" />
          <Button variant="second">{say('settings.studio.trySubmit')}</Button>
        </ActionForm>
      </section>
    </>
  )
}

import type { ReactNode } from 'react'
import { countTouched } from '@/lib/flows/settings/count-touched'
import { findDeviations } from '@/lib/organisations/deviations'
import { difference } from '@/lib/organisations/difference'
import type { SettingsNow } from '@/lib/organisations/find-settings'
import { isInsideNetwork } from '@/lib/organisations/rules'
import { securityRules } from '@/lib/organisations/security-rules'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import type { StaffVisit } from '@/lib/web/staff'
import { isWordKey } from '@/lib/words/keys'

type Props = { visit: StaffVisit; now: SettingsNow; paths?: readonly SettingPath[] }

/** What the settings as drafted break, and whom they touch; of these settings alone where a part is shown. */
export async function Means({ visit, now: { inForce, shown }, paths }: Props) {
  const { deps, organisation, say, client } = visit
  const isHere = (rule: number) => !paths || securityRules[rule]?.paths.some((path) => paths.includes(path))
  const broken = findDeviations(shown).filter(isHere)
  const isAsked = !paths || Object.values(securityRules).some((rule) => rule.paths.some((path) => paths.includes(path)))
  const changed = difference(inForce.settings, shown)
    .map(({ path }) => path)
    .filter((path) => !paths || paths.includes(path))
  const touched = await countTouched(deps, organisation.id, changed, shown)
  const isOutsideThen = changed.includes('trustedNetworks') && isInsideNetwork(inForce.settings, client.address) && !isInsideNetwork(shown, client.address)
  const isHostGone = changed.includes('hosts') && inForce.settings.hosts.includes(client.host) && !shown.hosts.includes(client.host)
  const warnings = [
    isOutsideThen && say('settings.ownAddressOutside', { address: client.address }),
    isHostGone && say('settings.ownHostGone', { host: client.host, address: `/${organisation.slug}` }),
  ].filter((text): text is string => typeof text === 'string')
  if (!isAsked && touched.length === 0 && warnings.length === 0) return null
  return (
    <section className="stack tight below" aria-labelledby="means">
      <h2 id="means">{say('settings.means.title')}</h2>
      {warnings.map((text) => (
        <p className="notice text-small" key={text}>
          {text}
        </p>
      ))}
      {isAsked && broken.length === 0 && <p>{say('settings.means.brokenNone')}</p>}
      {broken.length > 0 && (
        <List title={say('settings.means.broken')}>
          {broken.map((rule) => {
            const key = `settings.rule.${rule}`
            const reason = shown.deviations.find((recorded) => recorded.rule === rule)?.reason
            return (
              <li key={rule}>
                <strong>{say('settings.rule.name', { rule })}.</strong> {isWordKey(key) ? say(key) : ''}
                <span className="quiet text-small block" lang="en">
                  {securityRules[rule]?.sources}
                </span>
                {reason && <span className="quiet text-small block">{say('settings.means.recorded', { reason })}</span>}
              </li>
            )
          })}
        </List>
      )}
      {touched.length > 0 && (
        <List title={say('settings.means.touched')}>
          {touched.map(({ what, count }) => (
            <li key={what}>{say(`settings.touched.${what}`, { count })}</li>
          ))}
        </List>
      )}
    </section>
  )
}

function List({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <ul className="summary-list">{children}</ul>
    </>
  )
}

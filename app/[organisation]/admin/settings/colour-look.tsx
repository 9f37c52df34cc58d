import { brandTokens, leastContrast, type Palette } from '@/lib/organisations/colour'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { Speak } from '@/lib/words/speak'

/** The colour as drafted, light and dark, with the least contrast of any text. Drawn: no style attribute works here. */
export function ColourLook({ say, settings: { look, name } }: { say: Speak; settings: OrganisationSettings }) {
  const { light, dark } = brandTokens(look.hue, look.chroma)
  return (
    <section className="stack tight below" aria-labelledby="look">
      <h2 id="look">{say('settings.studio.look')}</h2>
      <div className="row">
        <Swatch palette={light} label={say('settings.studio.light')} sign={look.sign} name={name} button={say('signIn.submit').replace(/^\[\w\w\] /, '')} />
        <Swatch palette={dark} label={say('settings.studio.dark')} sign={look.sign} name={name} button={say('signIn.submit').replace(/^\[\w\w\] /, '')} />
      </div>
      <p className="quiet text-small">
        {say('settings.studio.leastContrast', {
          ratio: new Intl.NumberFormat(say.language, { maximumFractionDigits: 1 }).format(Math.min(leastContrast(light), leastContrast(dark))),
        })}
      </p>
    </section>
  )
}

function Swatch({ palette, label, sign, name, button }: { palette: Palette; label: string; sign: string; name: string; button: string }) {
  return (
    <svg width="264" height="150" viewBox="0 0 264 150" role="img" aria-label={`${label}: ${name}`}>
      <rect width="264" height="150" rx="12" fill={palette.paper} stroke={palette.line} />
      <path d="M0 12a12 12 0 0 1 12-12h60v150H12a12 12 0 0 1-12-12Z" fill={palette.panel} />
      <circle cx="36" cy="36" r="20" fill={palette['panel-raised']} />
      <text x="36" y="42" textAnchor="middle" fontSize="16" fontWeight="660" fill={palette['on-panel']}>
        {sign}
      </text>
      <text x="90" y="42" fontSize="14" fontWeight="640" fill={palette.ink}>
        {name.length > 20 ? `${name.slice(0, 19)}…` : name}
      </text>
      <text x="90" y="66" fontSize="12" fill={palette['ink-2']}>
        {label}
      </text>
      <rect x="90" y="88" width="150" height="38" rx="10" fill={palette.brand} />
      <text x="165" y="112" textAnchor="middle" fontSize="14" fontWeight="600" fill={palette['on-brand']}>
        {button}
      </text>
    </svg>
  )
}

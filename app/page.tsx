import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { environment } from '@/lib/core/env'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { inLanguage } from '@/lib/organisations/rules'
import { deps } from '@/lib/web/deps'
import { speak } from '@/lib/words/speak'

export const metadata = { title: 'Porten' }

/** The demo's list of organisations; elsewhere the only organisation. */
export default async function Organisations() {
  await headers()
  const organisations = await listOrganisations(deps())
  const [first] = organisations
  if (!first) notFound()
  if (!environment().PORTEN_DEMO || organisations.length === 1) redirect(`/${first.slug}`)
  const say = speak('en')
  return (
    <main id="main" className="within page narrow">
      <div className="stack">
        <h1>Porten</h1>
        <p className="quiet">{say('demo.choose')}</p>
        <ul className="grid gap-4 w-full">
          {organisations.map(({ slug, settings }) => (
            <li key={slug} lang={settings.languages[0]}>
              <a href={`/${slug}`}>{settings.name}</a>
              <p className="quiet text-small">{inLanguage(settings.look.says, settings.languages[0] ?? 'en')}</p>
            </li>
          ))}
        </ul>
      </div>
    </main>
  )
}

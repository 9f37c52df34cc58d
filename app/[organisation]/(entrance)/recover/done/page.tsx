import { ButtonLink } from '@/components/button'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.done.title')

/** What happened and what comes next. Nobody is signed in by a recovery (security.md 36). */
export default async function DonePage() {
  const { visit, journey } = await requireProof('done')
  const { say, paths, organisation } = visit
  const { advice } = organisation.settings.recovery
  const isUnlocked = journey.data.outcome === 'unlocked' || journey.data.wasLocked
  return (
    <EntrancePage visit={visit}>
      <h1>{isUnlocked && organisation.settings.recovery.isUnlockOffered ? say('recover.done.unlocked') : say('recover.done.title')}</h1>
      {journey.data.outcome === 'changed' && (
        <>
          <p>{say('recover.done.changed')}</p>
          <p className="quiet">{say('recover.done.next')}</p>
        </>
      )}
      <div className="row">
        <ButtonLink href={advice && journey.data.outcome === 'changed' ? `${paths.recover}/advice` : paths.signIn}>{say('recover.done.continue')}</ButtonLink>
        {organisation.settings.homeAddress && say('recover.done.home') && <a href={organisation.settings.homeAddress}>{say('recover.done.home')}</a>}
        {say('recover.done.signOut') && <a href={`${paths.recover}/leave`}>{say('recover.done.signOut')}</a>}
      </div>
    </EntrancePage>
  )
}

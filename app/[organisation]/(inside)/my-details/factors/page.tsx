import { BackLink } from '@/components/back-link'
import { ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { hasOwnFactor } from '@/lib/factors/list-factors'
import { isAnswerToForm } from '@/lib/web/visit'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'
import { addApp, addPasskey } from './actions'
import { CodesPart } from './codes-part'
import { FactorList, Removal } from './factor-list'
import { requireFactors } from './require-factors'

export const generateMetadata = () => insideTitleOf('factor.title')

type Asked = { did?: string; remove?: string }

/** What the person proves themselves by beside the password: set up, look at, remove. */
export default async function FactorsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { visit, isDue, own, wanted } = await requireFactors()
  const { say, paths, organisation } = visit
  const { areAppsOffered, arePasskeysOffered } = organisation.settings.factors
  const { did, remove } = await searchParams
  // A form that is answered stays in its place: it is the form that goes on.
  const isOpen = !isDue || (await isAnswerToForm())
  return (
    <InsidePage visit={visit}>
      <div className="stack tight pb-6">
        <BackLink href={paths.myDetails}>{say('page.myDetails')}</BackLink>
        <h1>{say('factor.title')}</h1>
        <p>{say('factor.lead')}</p>
      </div>
      {wanted.isRequired && !hasOwnFactor(own) && <Notice>{say('factor.required')}</Notice>}
      {(did === 'added' || did === 'removed') && <Notice tone="good">{say(`factor.did.${did}`)}</Notice>}
      {!isOpen && (
        <Part title={say('factor.proof.title')} text={say('factor.proof.why')}>
          <div>
            <ButtonLink href={paths.factorProof}>{say('factor.proof.link')}</ButtonLink>
          </div>
        </Part>
      )}
      {isOpen && remove && <Removal visit={visit} id={remove} name={[...own.apps, ...own.passkeys].find(({ id }) => id === remove)?.name ?? ''} />}
      {arePasskeysOffered && (
        <FactorList visit={visit} kind="passkeys" factors={own.passkeys} isOpen={isOpen && !remove} add={wanted.isOffered ? addPasskey : null} />
      )}
      {areAppsOffered && <FactorList visit={visit} kind="apps" factors={own.apps} isOpen={isOpen && !remove} add={wanted.isOffered ? addApp : null} />}
      {(hasOwnFactor(own) || own.recoveryCodes) && <CodesPart visit={visit} codes={own.recoveryCodes} isOpen={isOpen && !remove} />}
    </InsidePage>
  )
}

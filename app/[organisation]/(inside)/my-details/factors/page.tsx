import { ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { hasOwnFactor } from '@/lib/factors/list-factors'
import { isAnswerToForm } from '@/lib/web/visit'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'
import { AppsPart } from './apps-part'
import { CodesPart } from './codes-part'
import { requireFactors } from './require-factors'

export const generateMetadata = () => insideTitleOf('factor.title')

type Asked = { did?: string; remove?: string }

/** What the person proves themselves by beside the password: set up, look at, remove. */
export default async function FactorsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { visit, isDue, own } = await requireFactors()
  const { say, paths } = visit
  const { did, remove } = await searchParams
  // A form that is answered stays in its place: it is the form that goes on.
  const isOpen = !isDue || (await isAnswerToForm())
  return (
    <InsidePage visit={visit}>
      <div className="stack tight">
        <a className="back text-hint" href={paths.myDetails}>
          <span aria-hidden="true">←&nbsp; </span>
          {say('page.myDetails')}
        </a>
        <h1>{say('factor.title')}</h1>
        <p>{say('factor.lead')}</p>
      </div>
      {(did === 'added' || did === 'removed') && <Notice tone="good">{say(`factor.did.${did}`)}</Notice>}
      {!isOpen && (
        <Part title={say('factor.proof.title')} text={say('factor.proof.why')}>
          <div>
            <ButtonLink href={paths.factorProof}>{say('factor.proof.link')}</ButtonLink>
          </div>
        </Part>
      )}
      <AppsPart visit={visit} apps={own.apps} isOpen={isOpen} removing={remove} />
      {(hasOwnFactor(own) || own.recoveryCodes) && <CodesPart visit={visit} codes={own.recoveryCodes} isOpen={isOpen} />}
    </InsidePage>
  )
}

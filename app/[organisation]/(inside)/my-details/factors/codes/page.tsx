import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { findShownCodes } from '@/lib/flows/own-factors/show-codes'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../../form-words'
import { InsidePage } from '../../../../inside-page'
import { insideTitleOf } from '../../../../title'
import { keepCodes } from '../actions'
import { requireFactors } from '../require-factors'

export const generateMetadata = () => insideTitleOf('factor.codes.title')

/** New recovery codes, to be written down or printed: they are shown here and never again. */
export default async function NewCodesPage() {
  const { visit, person } = await requireFactors()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findShownCodes(deps, organisation, client, person.id)
  if (!journey && !(await isAnswerToForm())) redirect(paths.factors)
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{say('factor.codes.title')}</h1>
        <p>{say('factor.codes.keep')}</p>
        <ol className="stack tight" aria-label={say('factor.codes.title')}>
          {journey?.data.codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="quiet">{say('factor.codes.once')}</p>
        <ActionForm id="keep-codes" action={keepCodes} {...formWords(say)}>
          <Button>{say('factor.codes.kept')}</Button>
        </ActionForm>
      </div>
    </InsidePage>
  )
}

import { titleOf } from '../../../title'
import { OwnFactorPage } from '../../own-factor-page'
import { sendOwnCode } from '../actions'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('factor.proof.title')

/** The own factor of somebody who gets back in. */
export default async function RecoverFactorPage({ searchParams }: { searchParams: Promise<{ way?: string }> }) {
  const { visit, journey, person } = await requireProof('awaiting-own-factor')
  const { way } = await searchParams
  return <OwnFactorPage visit={visit} person={person} journeyId={journey.id} wished={way} href={`${visit.paths.recover}/factor`} action={sendOwnCode} />
}

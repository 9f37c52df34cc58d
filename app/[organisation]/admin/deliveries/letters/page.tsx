import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button, ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { readPiles } from '@/lib/delivery/letter-piles'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { endPile, takePile } from '../actions'

export const generateMetadata = () => staffTitleOf('deliveries.act', 'deliveries.letters.title')

/** Letters that wait for paper: taken in piles, printed, and told to be on paper. */
export default async function LettersPage({ searchParams }: { searchParams: Promise<{ did?: string }> }) {
  const visit = await requireStaff('deliveries.act')
  const { deps, organisation, say, paths } = visit
  const { waiting, piles } = await readPiles(deps, organisation.id)
  const { did } = await searchParams
  const done = (['printed', 'back'] as const).find((one) => one === did)
  const time = timeOf(visit)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminDeliveries}>{say('deliveries.title')}</BackLink>
        {done && <Notice tone="good">{say(`deliveries.done.${done}`)}</Notice>}
        <h1>{say('deliveries.letters.title')}</h1>
        <p>{say('deliveries.letters.text', { count: waiting })}</p>
        <p className="max-w-narrow quiet">{say('deliveries.letters.how')}</p>
        <ActionForm id="take" action={takePile} {...formWords(say)}>
          <input type="hidden" name="once" value={randomUUID()} />
          {waiting > 0 && (
            <div>
              <Button>{say('deliveries.letters.take')}</Button>
            </div>
          )}
        </ActionForm>
        {piles.map(({ id, count, leaseEndsAt }, at) => (
          <section key={id} className="notice">
            <ActionForm id={`pile-${at}`} action={endPile} {...formWords(say)}>
              <h2>{say('deliveries.letters.pile', { count, at: time.format(leaseEndsAt) })}</h2>
              <input type="hidden" name="once" value={randomUUID()} />
              <input type="hidden" name="pile" value={id} />
              <div className="row">
                <ButtonLink href={paths.adminPile(id)}>{say('deliveries.letters.open')}</ButtonLink>
                <Button variant="second" name="end" value="printed">
                  {say('deliveries.letters.printed')}
                </Button>
                <Button variant="plain" name="end" value="back">
                  {say('deliveries.letters.back')}
                </Button>
              </div>
            </ActionForm>
          </section>
        ))}
      </div>
    </StaffPage>
  )
}

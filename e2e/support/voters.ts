import { createPrivateKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { toText } from '@/lib/ballots/bytes'
import { askForCard, type Card, finishCard } from '@/lib/ballots/card'
import type { Manifest, Question } from '@/lib/ballots/schema'
import { makeSealKey } from '@/lib/ballots/seal-ballot'
import { makeTokenKey, signBlinded } from '@/lib/ballots/sign-blinded'
import { receiptKeys } from '@/lib/box/keys'
import type { ElectionPlan } from '@/lib/elections/schema'

export { letBoxIn, startBox } from '@/scripts/start-box'

/** An election as the portal would freeze it, with its secrets. */
export type TestElection = { manifest: Manifest; sealSecret: string; signer: KeyObject; makeCard: () => Promise<Card> }

const words = (en: string) => ({ en })

export const yesOrNo: Question = {
  kind: 'yes-no',
  text: words('Agree?'),
  options: [{ text: words('Yes') }, { text: words('No') }],
  most: 1,
  seats: 1,
  majority: 'half',
}

export const ranking = (options: number, seats = 1): Question => ({
  kind: 'ranked',
  text: words('Who?'),
  options: Array.from({ length: options }, (_, at) => ({ text: words(`Person ${at}`) })),
  most: options,
  seats,
  majority: 'most',
})

export function makeElection(box: string, changes: Partial<Manifest> = {}): TestElection {
  const election = randomUUID()
  const { tokenKey, secret } = makeTokenKey()
  const signer = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' })
  const seal = makeSealKey()
  const manifest: Manifest = {
    version: 1,
    election,
    organisation: 'a-union',
    title: words('The board'),
    opensAt: new Date(Date.now() - 60_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    eligible: 100,
    questions: [yesOrNo, ranking(3)],
    revote: true,
    paper: 'none',
    verify: 'content',
    keys: 'portal',
    quorum: 0,
    tokenKey,
    sealKey: seal.sealKey,
    receiptKey: receiptKeys(election).receiptKey,
    box,
    ...changes,
  }
  async function makeCard() {
    const wish = await askForCard(tokenKey)
    return finishCard(tokenKey, wish, signBlinded(signer, wish.blinded) ?? '')
  }
  return { manifest, sealSecret: seal.secret, signer, makeCard }
}

/** What an officer might write: open since a minute, for an hour, for everybody. */
export function planOfVote(more: Partial<ElectionPlan> = {}): ElectionPlan {
  const times = { opensAt: new Date(Date.now() - 60_000), closesAt: new Date(Date.now() + 3_600_000) }
  const rules = { mode: 'sealed', isRevotable: true, paper: 'none', verify: 'board', keys: 'portal', quorum: 0, reminds: false } as const
  return { title: { sv: 'Val' }, questions: [yesOrNo], groupIds: [], ...times, ...rules, ...more }
}

/** As the portal draws it for somebody who gives a card back. */
export const newTicket = () => toText(randomBytes(32))

/** Tests wait for no clock: the end of an election comes when its row says so, which only the database's owner may change. */
export async function endElection(ownerUrl: string, election: string, closesAt = "clock_timestamp() - interval '1 second'") {
  await asOwner(
    ownerUrl,
    `ALTER TABLE box.rule DISABLE TRIGGER stays; UPDATE box.rule SET closes_at = ${closesAt} WHERE election = '${election}'; ALTER TABLE box.rule ENABLE TRIGGER stays`,
  )
}

export async function asOwner(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

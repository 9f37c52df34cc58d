import { canonical } from '@/lib/ballots/bytes'
import { type Manifest, manifestSchema, type SimpleManifest, simpleManifestSchema } from '@/lib/ballots/schema'
import { makeSealKey } from '@/lib/ballots/seal-ballot'
import { makeTokenKey } from '@/lib/ballots/sign-blinded'
import { boxAt } from '@/lib/box/client'
import { type Deps, inTransaction } from '@/lib/core/db'
import { sealKey } from './keys'
import { frozenOf } from './rules'
import type { Election } from './schema'
import { countRoll, findById, keepManifest, moveState, takeOnRoll } from './store'

/** So many people are put on the roll in one transaction: a roll of a million keeps no other page waiting. */
const batch = 10_000

type Place = { organisationId: string; id: string /** whether there is still time: what is left is for the next turn */; isTurn: () => boolean }

/**
 * Writes the roll of a vote down, makes its manifest and, where ballots are sealed, its keys, and tells the box at `address`; a
 * simple vote needs none. May be cut off anywhere and done again, by several workers at once. True for the one that finished it.
 */
export async function freezeElection(deps: Deps, address: string | null, organisation: string, { organisationId, id, isTurn }: Place): Promise<boolean> {
  for (let taken: number | null = batch; taken === batch; ) {
    if (!isTurn()) return false
    taken = await inTransaction(deps, ({ db }) => takeOnRoll(db, organisationId, id, batch))
  }
  const election = await findById(deps.db, organisationId, id)
  if (election?.state !== 'freezing') return false
  // Kept before the box hears of it: a second try tells the box the same.
  if (!frozenOf(election)) await makeManifest(deps, address, organisation, election)
  const made = await findById(deps.db, organisationId, id)
  if (!made || !frozenOf(made)) return false
  if (made.manifest && !(await boxAt(made.manifest.box).open(made.manifest))) throw new Error(`the box holds another manifest of the election ${id}`)
  return moveState(deps.db, organisationId, id, { from: 'freezing', to: 'frozen' })
}

async function makeManifest(deps: Deps, address: string | null, organisation: string, election: Election): Promise<void> {
  const { organisationId, id } = election
  const asked = {
    version: 1 as const,
    election: id,
    organisation,
    title: election.title,
    opensAt: election.opensAt.toISOString(),
    closesAt: election.closesAt.toISOString(),
    eligible: (await countRoll(deps.db, organisationId, id)).eligible,
    questions: election.questions,
    quorum: election.quorum,
  }
  if (election.mode === 'simple') {
    const manifest: SimpleManifest = simpleManifestSchema.parse({ ...asked, mode: 'simple' })
    await keepManifest(deps.db, organisationId, id, { manifest: canonical(manifest), tokenKey: null, sealKey: null })
    return
  }
  if (!address) return
  const { tokenKey, secret } = makeTokenKey()
  const seal = election.keys === 'officers' ? { sealKey: election.officersKey, secret: null } : makeSealKey()
  const manifest: Manifest = manifestSchema.parse({
    ...asked,
    revote: election.isRevotable,
    paper: election.paper,
    verify: election.verify,
    keys: election.keys,
    tokenKey,
    sealKey: seal.sealKey,
    receiptKey: await boxAt(address).receiptKey(id),
    box: address,
  })
  await keepManifest(deps.db, organisationId, id, {
    manifest: canonical(manifest),
    tokenKey: sealKey('token', id, Buffer.from(secret).toString('base64')),
    sealKey: seal.secret === null ? null : sealKey('seal', id, seal.secret),
  })
}

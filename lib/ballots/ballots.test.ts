import { createHash, createPrivateKey, randomBytes, randomUUID } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHeadOfBox, isReceiptOfBox, merkleRoot, signHead, signReceipt } from './board'
import { canonical, fromText, isEqual, toCrockford, toText } from './bytes'
import { askForCard, finishCard, importTokenKey, publicKeyOf, verifyToken } from './card'
import {
  castBallot,
  fillBallot,
  hashBallot,
  isOrdinaryKey,
  isSignedByCard,
  isWithdrawnByCard,
  sealPaper,
  signBallot,
  trackingCode,
  withdrawCard,
} from './cast-ballot'
import { hashManifest } from './hash-manifest'
import { makeKeyCards, tryKeyCards } from './key-cards'
import { checkNatively, nativeTools, signNatively } from './native-tools'
import { packContents, packedSize } from './pack-contents'
import {
  type Archive,
  archiveSchema,
  ballotSchema,
  contentsSchema,
  headSchema,
  type Manifest,
  manifestSchema,
  type Opened,
  type Question,
  questionSchema,
  receiptSchema,
  voidSchema,
} from './schema'
import { makeSealKey, openBallot, sealBallot } from './seal-ballot'
import { readShare, writeShare } from './share-text'
import { makeTokenKey, signBlinded } from './sign-blinded'
import { joinShares, splitKey } from './split-key'

const token = makeTokenKey()
const signer = createPrivateKey({ key: Buffer.from(token.secret), format: 'der', type: 'pkcs8' })
const seal = makeSealKey()
const box = ed25519.keygen()
const manifest: Manifest = manifestSchema.parse({
  version: 1,
  election: randomUUID(),
  organisation: 'a-union',
  title: { en: 'Board' },
  opensAt: '2026-11-25T08:00:00.000Z',
  closesAt: '2026-11-26T08:00:00.000Z',
  eligible: 3,
  questions: [
    { kind: 'yes-no', text: { en: 'Agree?' }, options: [{ text: { en: 'Yes' } }, { text: { en: 'No' } }], most: 1, seats: 1, majority: 'half' },
    { kind: 'ranked', text: { en: 'Who?' }, options: ['A', 'B', 'C'].map((en) => ({ text: { en } })), most: 3, seats: 1, majority: 'most' },
  ],
  revote: true,
  paper: 'none',
  verify: 'board',
  keys: 'portal',
  quorum: 0,
  tokenKey: token.tokenKey,
  sealKey: seal.sealKey,
  receiptKey: toText(box.publicKey),
  box: 'http://localhost:3001',
})
const { election } = manifest

async function makeCard() {
  const wish = await askForCard(manifest.tokenKey)
  return finishCard(manifest.tokenKey, wish, signBlinded(signer, wish.blinded) ?? '')
}

test('bytes have one form as text, the one that Node.js writes, and every other is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toText(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect([...fromText(text)]).toEqual([...bytes])
    }),
  )
  for (const text of ['A', 'AB', 'AAB', '+AAA', 'AA==', 'AA A']) expect(() => fromText(text)).toThrow()
  expect(toCrockford(Uint8Array.of(0, 0, 0, 0, 31, 255, 255, 255, 255, 255))).toBe('0000000ZZZZZZZZZ')
  expect(isEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
})

test('a manifest has one hash, whatever the order of its keys', () => {
  const backwards = manifestSchema.parse(Object.fromEntries(Object.entries(manifest).reverse()))
  expect(hashManifest(backwards)).toBe(hashManifest(manifest))
  expect(hashManifest(manifest)).toBe(createHash('sha256').update(canonical(manifest)).digest('base64url'))
  expect(hashManifest({ ...manifest, eligible: 4 })).not.toBe(hashManifest(manifest))
})

test('a card that the portal signed without seeing it is good for its own key alone', async () => {
  const card = await makeCard()
  const key = await importTokenKey(manifest.tokenKey)
  const pk = publicKeyOf(card.seed)
  expect(await verifyToken(key, { pk, ...card })).toBe(true)
  expect(await verifyToken(key, { pk: publicKeyOf(toText(randomBytes(32))), ...card })).toBe(false)
  expect(await verifyToken(await importTokenKey(makeTokenKey().tokenKey), { pk, ...card })).toBe(false)
})

test('the portal signs numbers below its modulus and nothing else, and a wrong answer makes no card', async () => {
  for (const blinded of ['', toText(randomBytes(255)), toText(new Uint8Array(256).fill(255)), toText(randomBytes(257))])
    expect(signBlinded(signer, blinded)).toBeNull()
  const wish = await askForCard(manifest.tokenKey)
  await expect(finishCard(manifest.tokenKey, wish, toText(new Uint8Array(256).fill(7)))).rejects.toThrow()
})

test('a sealed ballot has one size, opens with the key, and under another card or election not at all', async () => {
  const card = await makeCard()
  const contents = fillBallot([[0], [2, 0, 1]])
  const ballot = ballotSchema.parse(castBallot(manifest, card, 1, contents))
  const blank = castBallot(manifest, card, 1, fillBallot([[], []]))
  expect(blank.sealed.length).toBe(ballot.sealed.length)
  expect(fromText(ballot.sealed).length).toBe(packedSize(manifest, 'screen') + 48)
  expect(contentsSchema.parse(openBallot(manifest, seal.secret, ballot.pk, ballot.sealed))).toEqual(contents)
  expect(() => openBallot(manifest, seal.secret, publicKeyOf(toText(randomBytes(32))), ballot.sealed)).toThrow()
  expect(() => openBallot({ ...manifest, election: randomUUID() }, seal.secret, ballot.pk, ballot.sealed)).toThrow()
  expect(() => openBallot(manifest, makeSealKey().secret, ballot.pk, ballot.sealed)).toThrow()
  expect(isSignedByCard(election, ballot)).toBe(true)
  expect(isSignedByCard(election, { ...ballot, seq: 2 })).toBe(false)
  expect(isSignedByCard(election, signBallot(election, card, 2, ballot.sealed))).toBe(true)
  const picture = { nonces: [toText(randomBytes(10)), toText(randomBytes(10))], image: toText(randomBytes(5000)) }
  const paper = sealBallot(manifest, ballot.pk, picture)
  expect(fromText(paper).length).toBe(packedSize(manifest, 'paper') + 48)
  expect(contentsSchema.parse(openBallot(manifest, seal.secret, ballot.pk, paper))).toEqual(picture)
  expect(() => packContents(manifest, fillBallot(Array(20).fill([0])))).toThrow()
  // What is sent twice is the same ballot; another picture, or another card, shares nothing with it.
  const image = randomBytes(94_000)
  const sent = sealPaper(manifest, card, image)
  expect(sealPaper(manifest, card, image)).toBe(sent)
  const opened = contentsSchema.parse(openBallot(manifest, seal.secret, ballot.pk, sent))
  expect(opened).toEqual({ nonces: [expect.any(String), expect.any(String)], image: toText(image) })
  image[7] = (image[7] ?? 0) ^ 1
  const other = contentsSchema.parse(openBallot(manifest, seal.secret, ballot.pk, sealPaper(manifest, card, image)))
  const nonces = 'nonces' in opened && 'nonces' in other ? [...opened.nonces, ...other.nonces] : []
  expect(new Set(nonces).size).toBe(4)
  expect(sealPaper(manifest, card, image).slice(0, 40)).not.toBe(sent.slice(0, 40))
})

test('the fullest ballot of every kind of question fits', () => {
  for (const most of [1, 2, 11, 60]) {
    const one = { ...manifest, questions: manifest.questions.map((question) => ({ ...question, most })) }
    packContents(one, fillBallot(Array(2).fill(Array.from({ length: most }, (_, at) => 59 - at))))
  }
})

test('each bit of a ballot is in its hash, and its tracking code is the first 80 of them', async () => {
  const ballot = castBallot(manifest, await makeCard(), 1, fillBallot([[1], []]))
  const hash = hashBallot(election, ballot)
  for (const field of ['pk', 'sealed', 'sig', 'tokenMsg', 'tokenSig'] as const) {
    const bytes = fromText(ballot[field])
    bytes[5] = (bytes[5] ?? 0) ^ 1
    expect(isEqual(hashBallot(election, { ...ballot, [field]: toText(bytes) }), hash)).toBe(false)
  }
  expect(isEqual(hashBallot(election, { ...ballot, seq: 2 }), hash)).toBe(false)
  expect(trackingCode(hash)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
})

test('a card is withdrawn by whoever has it', async () => {
  const card = await makeCard()
  const proof = voidSchema.parse(withdrawCard(election, card.seed))
  expect(isWithdrawnByCard(election, proof)).toBe(true)
  expect(isWithdrawnByCard(randomUUID(), proof)).toBe(false)
})

test('receipts and heads are signed by the box, and none passes for the other or for another election', () => {
  const hash = toText(randomBytes(32))
  const receipt = receiptSchema.parse(signReceipt(election, signNatively(box.secretKey), hash))
  expect(isReceiptOfBox(manifest.receiptKey, receipt)).toBe(true)
  expect(isReceiptOfBox(manifest.receiptKey, { ...receipt, election: randomUUID() })).toBe(false)
  const head = headSchema.parse(signHead(election, box.secretKey, { batch: 0, count: 1, root: hash, prev: hashManifest(manifest), voids: null }))
  expect(isHeadOfBox(election, manifest.receiptKey, head)).toBe(true)
  expect(isHeadOfBox(election, manifest.receiptKey, { ...head, count: 2 })).toBe(false)
  expect(isHeadOfBox(election, manifest.receiptKey, { ...head, voids: hash })).toBe(false)
})

test('the root is that of RFC 6962, and a node is no leaf', () => {
  const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  const leaf = (bytes: Uint8Array) => sha(Buffer.of(0), bytes)
  const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  expect(toText(merkleRoot([]))).toBe(toText(sha()))
  expect(toText(merkleRoot([a]))).toBe(toText(leaf(a)))
  expect(toText(merkleRoot([a, b, c]))).toBe(toText(sha(Buffer.of(1), sha(Buffer.of(1), leaf(a), leaf(b)), leaf(c))))
})

test('any two of three shares open, one opens nothing, and a wrong share is told (P11)', async () => {
  const shares = await splitKey(seal.secret)
  for (const [one, other] of [
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 0],
  ] as const)
    expect(await joinShares(seal.sealKey, shares[one], shares[other])).toBe(seal.secret)
  expect(await joinShares(seal.sealKey, shares[0], shares[0])).toBeNull()
  const [foreign] = await splitKey(makeSealKey().secret)
  expect(await joinShares(seal.sealKey, shares[0], foreign)).toBeNull()
  expect(await joinShares(seal.sealKey, shares[0], 'not a share')).toBeNull()
})

test('an archive without a part is none', () => {
  const opened: Opened = { question: 0, nonce: 'AAAAAAAAAAAAAA', choice: [0] }
  const archive: Archive = { manifest, heads: [], batches: [], voids: [], opened: [opened], undecipherable: 0 }
  expect(archiveSchema.safeParse(archive).success).toBe(true)
  expect(archiveSchema.safeParse({ ...archive, voids: undefined }).success).toBe(false)
})

test('three cards are taken when each two of them open a ballot, and the wrong one is told', async () => {
  const { sealKey, shares } = await makeKeyCards()
  const place = { election, sealKey, questions: manifest.questions }
  const [one = '', two = '', three = ''] = shares
  expect(await tryKeyCards(place, [one.toLowerCase(), three, two])).toEqual([null, null, null])
  expect(await tryKeyCards(place, [one, two.slice(1), three])).toEqual([null, 'mistyped', null])
  expect(await tryKeyCards(place, [one, one, three])).toEqual(['wrong', 'wrong', null])
  const [foreign = ''] = (await makeKeyCards()).shares
  expect(await tryKeyCards(place, [one, foreign, three])).toEqual([null, 'wrong', null])
  expect(await tryKeyCards(place, [foreign, foreign, foreign])).toEqual(['wrong', 'wrong', 'wrong'])
})

test('a share is typed from paper in any case, and a wrong letter is told', () => {
  const share = toText(Uint8Array.from({ length: 33 }, (_, at) => (at * 37) % 256))
  const text = writeShare(share)
  expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(readShare(text)).toBe(share)
  expect(readShare(` ${text.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`)).toBe(share)
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === '7' ? '8' : '7'
    if (text[at] !== '-') expect(readShare(text.slice(0, at) + other + text.slice(at + 1))).toBeNull()
  }
  for (const wrong of [text.slice(0, -1), `${text}0`, text.replace('-', 'U'), '']) expect(readShare(wrong)).toBeNull()
})

test('a question asks for no more than it offers, and yes or no is two options', () => {
  const question: Question = { kind: 'several', text: {}, options: [{ text: {} }, { text: {} }, { text: {} }], most: 3, seats: 1, majority: 'most' }
  expect(questionSchema.safeParse(question).success).toBe(true)
  for (const wrong of [{ most: 4 }, { seats: 4 }, { kind: 'one' }, { kind: 'yes-no', most: 1 }])
    expect(questionSchema.safeParse({ ...question, ...wrong }).success).toBe(false)
})

test('the server’s OpenSSL and the browser’s JavaScript open and check alike', async () => {
  const ballot = castBallot(manifest, await makeCard(), 1, fillBallot([[1], [0, 2]]))
  const plain = openBallot(manifest, seal.secret, ballot.pk, ballot.sealed)
  expect(openBallot(manifest, seal.secret, ballot.pk, ballot.sealed, nativeTools())).toEqual(plain)
  expect(isSignedByCard(election, ballot, checkNatively)).toBe(true)
  const bytes = fromText(ballot.sealed)
  bytes[60] = (bytes[60] ?? 0) ^ 1
  for (const tools of [undefined, nativeTools()]) expect(() => openBallot(manifest, seal.secret, ballot.pk, toText(bytes), tools)).toThrow()
  expect(isSignedByCard(election, { ...ballot, sealed: toText(bytes) }, checkNatively)).toBe(false)
  expect(isOrdinaryKey(ballot.pk)).toBe(true)
  for (const pk of [toText(new Uint8Array(32)), toText(new Uint8Array(32).fill(255))]) expect(isOrdinaryKey(pk)).toBe(false)
})

test('what the portal keeps of a card fits every token on the board alike: no pair is likelier than another (L6)', async () => {
  const { n = '', e = '', d = '' } = signer.export({ format: 'jwk' })
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  const [modulus, open, secret] = [number(n), number(e), number(d)]
  const power = (base: bigint, exponent: bigint) => {
    let [result, square] = [1n, base % modulus]
    for (let left = exponent; left > 0n; left >>= 1n) {
      if (left & 1n) result = (result * square) % modulus
      square = (square * square) % modulus
    }
    return result
  }
  const inverse = (value: bigint) => {
    let [a, b, x, y] = [modulus, value, 0n, 1n]
    while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
    expect(a).toBe(1n)
    return ((x % modulus) + modulus) % modulus
  }
  const kept = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const wish = await askForCard(manifest.tokenKey)
      const blindSig = signBlinded(signer, wish.blinded) ?? ''
      return { blinded: number(wish.blinded), blindSig: number(blindSig), token: number((await finishCard(manifest.tokenKey, wish, blindSig)).tokenSig) }
    }),
  )
  for (const { blinded, blindSig } of kept)
    for (const { token } of kept) {
      const message = power(token, open)
      const factor = power((blinded * inverse(message)) % modulus, secret) // the number that this row's member would have hidden this token by
      expect((message * power(factor, open)) % modulus).toBe(blinded)
      expect((token * factor) % modulus).toBe(blindSig)
    }
})

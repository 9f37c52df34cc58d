import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDearerThanOurs, isKnownHashFormat, isOurHash } from './hash-format'
import { hashPassword } from './hash-password'
import { HashQueueFullError, hashQueue, inHashQueue } from './hash-queue'
import { matchHash } from './match-hash'
import { dummyHash, verifyPassword } from './verify-password'

describe('our own hash', () => {
  it('is argon2id with 46 MiB, one pass, one lane (security.md 27)', async () => {
    const hash = await hashPassword('Kvastfot73Zz')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    expect([isOurHash(hash), isKnownHashFormat(hash), isDearerThanOurs(hash)]).toEqual([true, true, false])
    expect(isOurHash(dummyHash) && isKnownHashFormat(dummyHash)).toBe(true)
  })

  it.each([1, 15, 64, 72, 128, 256])('reads all of %i characters: one more, one less or another last one fails (security.md 19)', async (length) => {
    const password = 'Kvastfot å73 '
      .repeat(20)
      .slice(0, length - 1)
      .concat('k')
    const hash = await hashPassword(password)
    expect((await verifyPassword(hash, password)).isRight).toBe(true)
    for (const other of [`${password}x`, password.slice(0, -1), `${password.slice(0, -1)}q`]) expect((await verifyPassword(hash, other)).isRight).toBe(false)
  })

  it('takes "å" composed and decomposed for the same (security.md 20)', async () => {
    for (const [set, typed] of [
      ['kva\u030astfot', 'kv\u00e5stfot'],
      ['kv\u00e5stfot', 'kva\u030astfot'],
    ] as const)
      expect((await verifyPassword(await hashPassword(set), typed)).isRight).toBe(true)
    expect((await verifyPassword(await hashPassword('kvåstfot'), 'kvastfot')).isRight).toBe(false)
  })

  it('tells capital from small letters and keeps spaces', async () => {
    const hash = await hashPassword(' Kvastfot ')
    for (const other of ['Kvastfot', ' kvastfot ', ' Kvastfot']) expect((await verifyPassword(hash, other)).isRight).toBe(false)
  })
})

/** Made by passlib (its documentation's own examples), Python's hashlib and libxcrypt, not by this portal. */
const foreign = [
  ['password', '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'],
  ['password', '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44'],
  ['Återställ 1', '$pbkdf2-sha512$25000$AAECAwQFBgcICQoLDA0ODw$scaSRLeDqtoDxtR0SCYW4nUQE1VHI2AGJ9hztuBsJWNwDrlIVgnKbASOJcCVTuuGvhYqF7tyW0oeJGJBQbhf0w'],
  ['Återställ 1', '$pbkdf2-sha256$i=10000,l=32$AAECAwQFBgcICQoLDA0ODw$+VecV0iceybFFBcFl/IAM4mVX4DP9l44F6I0MBGo20c'],
  ['Återställ 1', '$scrypt$ln=12,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$hKdoLOxqZQiuewZc77a326Qcp/J22OmiDimNojD/CiU'],
  ['Återställ 1', '$2b$05$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO'],
  ['Återställ 1', '$2y$05$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO'],
  ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['Återställ 1', '{SSHA}SeqPGP3URHvKzWiM2x6pQ7jNfsFzYWx0c2FsdA=='],
  ['Återställ 1', '$argon2id$v=19$m=19456,t=2,p=1$yEm2dLKPbEyaX4hB0Giv2w$DZlLU335KzEk6zWU1cRPIYKU81dDtiypkpJP8yppbkE'],
] as const

describe('a foreign hash', () => {
  it.each(foreign)('of "%s" is checked, and replaced by ours when it matched: %s', async (password, hash) => {
    expect(isKnownHashFormat(hash)).toBe(true)
    expect(await verifyPassword(hash, `${password}x`)).toEqual({ isRight: false, rehashed: null })
    const { isRight, rehashed } = await verifyPassword(hash, password.normalize('NFD'))
    expect(isRight).toBe(true)
    expect(rehashed && isOurHash(rehashed) && (await matchHash(rehashed, password))).toBe(true)
  })

  it.each([
    '',
    'plain text',
    '$2x$05$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO',
    '$2b$31$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO',
    '$2b$05$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5c',
    '$scrypt$ln=31,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$scrypt$ln=0,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$pbkdf2-sha256$99999999$0ZrzXitFSGltTQnBWOsdeQ$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
    '$pbkdf2-sha1$6400$0ZrzXitFSGltTQnBWOsdeQ$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
    '$argon2id$v=19$m=9999999,t=1,p=1$yEm2dLKPbEyaX4hB0Giv2w$DZlLU335KzEk6zWU1cRPIYKU81dDtiypkpJP8yppbkE',
    '$argon2i$v=19$m=19456,t=2,p=1$yEm2dLKPbEyaX4hB0Giv2w$DZlLU335KzEk6zWU1cRPIYKU81dDtiypkpJP8yppbkE',
    '{SSHA}c2hvcnQ=',
    '5f4dcc3b5aa765d61d8327deb882cf99',
  ])('that is none, broken or ruinously dear is refused: %s', async (text) => {
    expect(isKnownHashFormat(text)).toBe(false)
    expect(await verifyPassword(text, 'password')).toEqual({ isRight: false, rehashed: null })
  })

  it('never makes the reader fail, whatever the text', () => {
    const piece = fc.constantFrom('$', '$2b$', '{SSHA}', '$scrypt$ln=1,r=8,p=1$', '$pbkdf2-sha256$', '=', 'AAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '1', '.')
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => typeof isKnownHashFormat(parts.join('')) === 'boolean'))
  })

  it.each([
    [true, '$2b$12$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO'],
    [false, '$2b$08$abcdefghijklmnopqrstuu/lpKLGjFKogz9iGghnaIOKIlmegz5cO'],
    [true, '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'],
    [false, '$pbkdf2-sha256$29000$0ZrzXitFSGltTQnBWOsdeQ$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M'],
    [true, '$pbkdf2-sha256$600000$0ZrzXitFSGltTQnBWOsdeQ$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M'],
    [true, '$argon2id$v=19$m=65536,t=3,p=4$yEm2dLKPbEyaX4hB0Giv2w$DZlLU335KzEk6zWU1cRPIYKU81dDtiypkpJP8yppbkE'],
    [false, '{SSHA}SeqPGP3URHvKzWiM2x6pQ7jNfsFzYWx0c2FsdA=='],
    [false, 'plain text'],
  ])('is dearer than ours: %s for %s (security.md 33)', (isDearer, hash) => expect(isDearerThanOurs(hash)).toBe(isDearer))
})

describe('strangers and absurd texts', () => {
  it('match nothing', async () => {
    expect(await verifyPassword(null, '')).toEqual({ isRight: false, rehashed: null })
    expect(await verifyPassword(null, 'Kvastfot73Zz')).toEqual({ isRight: false, rehashed: null })
    expect((await verifyPassword(await hashPassword(''), 'x'.repeat(5_000))).isRight).toBe(false)
    expect((await verifyPassword(await hashPassword('a\0b'), 'a')).isRight).toBe(false)
  })
})

describe('the queue of hashes', () => {
  it('runs no more at once than there are slots, first come, first served, and goes on after a failure', async () => {
    const queue = hashQueue(2, 100)
    const started: number[] = []
    let atOnce = 0
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, number) =>
        inHashQueue(async () => {
          started.push(number)
          atOnce += 1
          expect(atOnce).toBeLessThanOrEqual(2)
          await new Promise(setImmediate)
          atOnce -= 1
          if (number % 5 === 0) throw new Error('a bad one')
          return number
        }, queue),
      ),
    )
    expect(started).toEqual(Array.from({ length: 20 }, (_, number) => number))
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(4)
    expect([queue.running, queue.waiting.length]).toEqual([0, 0])
  })

  it('refuses when it has grown absurdly, and serves again afterwards', async () => {
    const queue = hashQueue(1, 1)
    const slow = () => new Promise<string>((resolve) => setImmediate(() => resolve('done')))
    const waiting = [inHashQueue(slow, queue), inHashQueue(slow, queue)]
    await expect(inHashQueue(slow, queue)).rejects.toThrow(HashQueueFullError)
    expect(await Promise.all(waiting)).toEqual(['done', 'done'])
    expect(await inHashQueue(slow, queue)).toBe('done')
  })
})

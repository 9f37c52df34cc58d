import { describe, expect, test } from 'vitest'
import { chooseLanguage, isInsideNetwork, wantedLanguages } from './rules'

describe('the trusted network', () => {
  const settings = { trustedNetworks: ['10.20.0.0/16', '2001:db8:20::/48'] }
  test.each([
    ['10.20.0.1', true],
    ['10.20.255.254', true],
    ['10.21.0.1', false],
    ['::ffff:10.20.3.4', true],
    ['2001:db8:20:1::5', true],
    ['2001:db8:21::5', false],
    ['127.0.0.1', false],
    ['', false],
    ['10.20.0.1, 203.0.113.9', false],
    ['no address', false],
  ])('%s is inside: %s', (address, isInside) => expect(isInsideNetwork(settings, address)).toBe(isInside))
})

test.each([
  ['sv-SE,sv;q=0.9,en;q=0.8', ['fi', 'sv', 'en'], 'sv'],
  ['en;q=0.5, sv;q=0.9', ['fi', 'sv', 'en'], 'sv'],
  ['de, fr', ['fi', 'sv', 'en'], 'fi'],
  ['no', ['sv', 'nb'], 'nb'],
  ['sv;q=0, en', ['sv', 'en'], 'en'],
  [null, ['nb'], 'nb'],
  ['en', ['sv'], 'sv'],
] as const)('Accept-Language %s chooses among %j: %s', (header, offered, chosen) => {
  expect(chooseLanguage([...offered], wantedLanguages(header))).toBe(chosen)
})

test('a choice comes before what the browser asks for, when the organisation offers it', () => {
  expect(chooseLanguage(['fi', 'sv', 'en'], ['en', ...wantedLanguages('sv')])).toBe('en')
  expect(chooseLanguage(['fi', 'sv'], ['nb', ...wantedLanguages('sv')])).toBe('sv')
})

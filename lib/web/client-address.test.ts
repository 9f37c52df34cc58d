import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress } from './client-address'

const proxies = ['127.0.0.0/8', '10.0.0.5', '::1/128']

describe("the client's address", () => {
  test.each([
    ['203.0.113.9', '10.20.0.1', '203.0.113.9', 'an untrusted peer says what it likes'],
    ['127.0.0.1', '10.20.0.1, 203.0.113.9', '203.0.113.9', "a client's own entry stands to the left of the proxy's"],
    ['127.0.0.1', '203.0.113.9, 10.0.0.5', '203.0.113.9', 'two trusted proxies in a row'],
    ['127.0.0.1', '', '127.0.0.1', 'nothing forwarded'],
    ['::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9', 'IPv4 in IPv6 clothes'],
    ['::1', '[2001:db8::7]:4711', '2001:db8::7', 'a port behind it'],
    ['127.0.0.1', '10.20.0.1, rubbish', '127.0.0.1', 'an entry that is no address ends the walk'],
    ['127.0.0.1', '127.0.0.1, 127.0.0.1', '127.0.0.1', 'nothing but proxies'],
  ])('peer %s, forwarded "%s" is %s: %s', (peer, forwarded, address) => expect(clientAddress(peer, forwarded, proxies)).toBe(address))

  test('is never one that the client wrote in front of what the proxy added', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (forged) => {
        expect(clientAddress('127.0.0.1', [...forged, '203.0.113.9'].join(', '), proxies)).toBe('203.0.113.9')
      }),
    )
  })
})

import { expect, test } from 'vitest'
import { isFromHere } from './origin'

test.each<[head: Record<string, string>, isAccepted: boolean, who: string]>([
  [{ origin: 'http://localhost:3000' }, true, 'our own page'],
  [{ origin: 'https://evil.example' }, false, 'a foreign page'],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false, 'a foreign page that claims more'],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, true, 'our page that hides its address'],
  [{ origin: 'null', 'sec-fetch-site': 'cross-site' }, false, 'a foreign page that hides its address'],
  [{ 'sec-fetch-site': 'cross-site' }, false, 'a foreign page without Origin'],
  [{ 'sec-fetch-site': 'same-site' }, false, 'a neighbour host'],
  [{ origin: 'rubbish' }, false, 'no address'],
  [{}, true, 'no browser of the last years'],
])('a form with %j is accepted: %s (%s)', (head: object, isAccepted: boolean) => {
  expect(isFromHere({ get: (name) => new Map(Object.entries(head)).get(name) ?? null }, 'localhost:3000')).toBe(isAccepted)
})

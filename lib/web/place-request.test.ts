import { expect, test } from 'vitest'
import { placeRequest } from './place-request'

test.each([
  ['/securia/help/a%20b?q=%ff', null, { url: '/securia/help/a%20b?q=%ff', slug: 'securia', base: '/securia', path: '/help/a%20b' }],
  ['/help/%C3%A5', 'securia', { url: '/securia/help/%C3%A5', slug: 'securia', base: '', path: '/help/%C3%A5' }],
  ['/', 'securia', { url: '/securia', slug: 'securia', base: '', path: '/' }],
  ['/health/live', 'securia', { url: '/health/live', slug: '', base: '', path: '/health/live' }],
])('%s at the host of %s has its place', (url, host, place) => {
  expect(placeRequest(url, host)).toEqual(place)
})

test.each([
  ['/securia/help/%ff', '/securia/help/%25ff'],
  ['/securia/files/%', '/securia/files/%25'],
  ['/securia/help/a%00b?q=%00', '/securia/help/a%2500b?q=%00'],
  ['/securia/votes/%C3%28/result', '/securia/votes/%25C3%2528/result'],
])('%s, which is no text, is an address at which nothing lies', (url, asked) => {
  expect(placeRequest(url, null)).toMatchObject({ url: asked, slug: 'securia' })
})

import { expect, test } from 'vitest'
import { safeReturn } from './paths'
import { placeRequest } from './place-request'

test.each([
  ['/kristinehov/my-details', '/kristinehov', '/kristinehov/my-details'],
  ['/my-details', '', '/my-details'],
  ['/kristinehov/my-details#address', '/kristinehov', '/kristinehov/my-details#address'],
  ['/kristinehov/my-details#a"b', '/kristinehov', null],
  ['//evil.example', '', null],
  ['/\\evil.example', '', null],
  ['https://evil.example', '', null],
  ['/motafors/my-details', '/kristinehov', null],
  ['/kristinehovs/x', '/kristinehov', null],
  ['/kristinehov/../motafors', '/kristinehov', null],
  ['/kristinehov/a\nb', '/kristinehov', null],
  ['javascript:alert(1)', '', null],
  ['', '', null],
])('after signing in, %s at base "%s" leads to %s', (to, base, safe) => expect(safeReturn(to, base)).toBe(safe))

test.each([
  ['/kristinehov/sign-in?to=x', null, { url: '/kristinehov/sign-in?to=x', slug: 'kristinehov', base: '/kristinehov', path: '/sign-in' }],
  ['/sign-in', 'kristinehov', { url: '/kristinehov/sign-in', slug: 'kristinehov', base: '', path: '/sign-in' }],
  ['/', 'kristinehov', { url: '/kristinehov', slug: 'kristinehov', base: '', path: '/' }],
  ['/?a=1', 'kristinehov', { url: '/kristinehov?a=1', slug: 'kristinehov', base: '', path: '/' }],
  ['/kristinehov/sign-in', 'kristinehov', { url: '/kristinehov/sign-in', slug: 'kristinehov', base: '/kristinehov', path: '/sign-in' }],
  ['/motafors/sign-in', 'kristinehov', { url: '/kristinehov/motafors/sign-in', slug: 'kristinehov', base: '', path: '/motafors/sign-in' }],
  ['/_next/static/a.js', 'kristinehov', { url: '/_next/static/a.js', slug: '', base: '', path: '/_next/static/a.js' }],
  ['/outbox', 'kristinehov', { url: '/outbox', slug: '', base: '', path: '/outbox' }],
  ['/', null, { url: '/', slug: '', base: '', path: '/' }],
])('%s at the host of %s is placed', (url, hostSlug, place) => expect(placeRequest(url, hostSlug)).toEqual(place))

import { expect, it } from 'vitest'
import { POST } from './route'

const post = (gateway: string, body: string, query = '') => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return POST(new Request(`http://localhost:3000/api/delivery/${gateway}${query}`, { method: 'POST', body, headers }), { params: Promise.resolve({ gateway }) })
}

it('a receipt without proof is refused, whoever sends it', async () => {
  const message = `${crypto.randomUUID()}.${crypto.randomUUID()}`
  expect((await post('46elks', 'id=s1&status=delivered')).status).toBe(403)
  expect((await post('46elks', 'id=s1&status=delivered', `?message=${message}&proof=AAAA`)).status).toBe(403)
})

it('a gateway that we do not know, and a receipt as long as a book, get a clear answer', async () => {
  expect((await post('carrier-pigeon', 'id=s1&status=delivered')).status).toBe(404)
  expect((await post('46elks', 'x'.repeat(30_000))).status).toBe(413)
})

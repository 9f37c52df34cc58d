import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readMultipart } from './read-multipart'

const head = (name: string) => `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`
const form = (body: BodyInit, type = 'multipart/form-data; boundary=x') =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' } as RequestInit)
const length = async (file: AsyncIterable<Uint8Array>) => {
  let bytes = 0
  for await (const chunk of file) bytes += chunk.length
  return bytes
}

it('a file is read as fast as it is taken and no faster, with its name as it was typed', async () => {
  const chunk = new Uint8Array(65_536)
  let sent = 0
  let taken = 0
  let lead = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === 0) controller.enqueue(Buffer.from(head('medlemmar åäö.csv')))
      if (sent++ < 320) controller.enqueue(chunk)
      else {
        controller.enqueue(Buffer.from('\r\n--x--\r\n'))
        controller.close()
      }
      lead = Math.max(lead, sent * chunk.length - taken)
    },
  })
  const told = await readMultipart(form(body), async (name, file) => {
    for await (const part of file) {
      taken += part.length
      if (taken % (1_024 * 1_024) < part.length) await wait(2)
    }
    return name
  })
  expect(told).toBe('medlemmar åäö.csv')
  expect(taken).toBe(320 * chunk.length)
  expect(lead).toBeLessThan(4 * 1_024 * 1_024)
})

it('a form that breaks off is an error, not half a file', async () => {
  await expect(readMultipart(form(`${head('x.csv')}memberNumber\n1`), async (_, file) => length(file))).rejects.toThrow()
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from(`${head('x.csv')}memberNumber\n1`))
      controller.error(new Error('the line went dead'))
    },
  })
  await expect(readMultipart(form(broken), async (_, file) => length(file))).rejects.toThrow()
})

it('a form without a file, or that is none, has none', async () => {
  expect(await readMultipart(form(`${head('')}\r\n--x--\r\n`), async () => 1)).toBeNull()
  expect(await readMultipart(form('--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n'), async () => 1)).toBeNull()
  expect(await readMultipart(form('a=1', 'application/x-www-form-urlencoded'), async () => 1)).toBeNull()
})

it('a form tells its fields, before and after the file, and the name with its folders where that is asked for', async () => {
  const field = (name: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nvalue of ${name}\r\n`
  const body = `${field('before')}${head('../../etc/x.csv')}1\r\n${field('after')}--x--\r\n`
  const fields: [string, string][] = []
  const read = (isWholeName: boolean) =>
    readMultipart(form(body), async (name, file) => [name, await length(file)], { isWholeName, onField: (name, value) => fields.push([name, value]) })
  expect(await read(true)).toEqual(['../../etc/x.csv', 1])
  expect(await read(false)).toEqual(['x.csv', 1])
  expect(fields.slice(0, 2)).toEqual([
    ['before', 'value of before'],
    ['after', 'value of after'],
  ])
})

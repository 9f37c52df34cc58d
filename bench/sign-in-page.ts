import autocannon from 'autocannon'
import { compared, type Finding, interleave } from './measure'
import type { Server } from './processes'

const path = '/kristinehov/sign-in'

/** Requests per second of the sign-in page against the bare page, by 20 connections. */
export async function benchSignInPage(
  portal: Server,
  bare: { nextStart: Server; customServer: Server },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Finding[]> {
  const sides = {
    ours: () => requests(portal.url + path, seconds),
    nextStart: () => requests(bare.nextStart.url, seconds),
    customServer: () => requests(bare.customServer.url, seconds),
  }
  await Promise.all([sides.ours(), sides.nextStart(), sides.customServer()]) // compiled and warm
  const { ours, nextStart, customServer } = await interleave(rounds, sides)
  const target = { atLeast: 0.7 }
  return [
    compared('sign-in-page', 'sign-in page, against a bare page by next start', 'per s', ours, nextStart, target),
    compared('sign-in-page', 'sign-in page, against a bare page behind a custom server', 'per s', ours, customServer, null),
  ]
}

async function requests(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections: 20, duration: seconds })
  if (result.non2xx || result.errors) throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`)
  return result.requests.total / result.duration
}

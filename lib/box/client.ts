import { z } from 'zod'
import { type Ballot, ballotSchema, type Head, headSchema, type Manifest, type Opened, openedSchema, type Void, voidSchema } from '@/lib/ballots/schema'
import { portalWord } from './keys'
import { type WithdrawOutcome, withdrawOutcomes } from './schema'

// How the portal speaks with the box, by HTTP: it may stand on another host, with a database of its own.

/** The box did not answer, or not as it should: nothing is known to have happened, and every request may be made again. */
export class BoxUnreachable extends Error {
  override name = 'BoxUnreachable'
}

/** The box at `address` (BALLOT_BOX_URL). Every method may be called again after a failure and then does nothing twice. */
export function boxAt(address: string) {
  const base = address.replace(/\/+$/, '')

  async function ask(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const request = {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${portalWord()}`, 'content-type': 'application/json' } }),
      redirect: 'error' as const,
    }
    for (let left = 1; ; left--)
      try {
        const response = await fetch(`${base}${path}`, { ...request, signal: AbortSignal.timeout(60_000) })
        if (response.status >= 500) throw new Error(`status ${response.status}`)
        return { status: response.status, json: await response.json() }
      } catch (error) {
        // A connection that was kept may have been closed at this very moment.
        if (left === 0) throw new BoxUnreachable(error instanceof Error ? error.message : String(error))
      }
  }

  const tell = async (election: string, verb: string, body: unknown) => ask(`/portal/e/${election}/${verb}`, body)

  async function read<Shape extends z.ZodType>(election: string, file: string, shape: Shape): Promise<z.infer<Shape>> {
    const { status, json } = await ask(`/e/${election}/${file}`)
    const parsed = shape.safeParse(json)
    if (status !== 200 || !parsed.success) throw new BoxUnreachable(`${file}: ${status}`)
    return parsed.data
  }

  return {
    /** The key for receipts and heads that goes into the manifest, before the freeze. */
    async receiptKey(election: string): Promise<string> {
      const { status, json } = await tell(election, 'key', {})
      if (status !== 200) throw new BoxUnreachable(`key: ${status}`)
      return z.object({ receiptKey: z.string() }).parse(json).receiptKey
    },
    /** Copies the rule at the freeze. False: the box holds another manifest for this election. */
    open: async (manifest: Manifest): Promise<boolean> => (await tell(manifest.election, 'open', manifest)).status === 200,
    /** The last batch and head; null while the election is open by the box's clock. */
    async close(election: string): Promise<Head | null> {
      const { status, json } = await tell(election, 'close', {})
      return status === 200 ? z.object({ head: headSchema }).parse(json).head : null
    },
    /** Takes no more ballots of an election that was called off, for good. False: the box doesn't know it. */
    callOff: async (election: string): Promise<boolean> => (await tell(election, 'off', {})).status === 200,
    /** Voids a card on its holder's proof, for one ticket: a card that was withdrawn for another is told apart. */
    async withdraw(election: string, withdrawn: Void, ticket: string): Promise<WithdrawOutcome> {
      const { json } = await tell(election, 'void', { ...withdrawn, ticket })
      return z.object({ outcome: z.enum(withdrawOutcomes) }).parse(json).outcome
    },
    /** Keeps what the ballots held, once, after `close`. False: there is a result already, or no last head. */
    publish: async (election: string, result: { opened: Opened[]; undecipherable: number }): Promise<boolean> =>
      (await tell(election, 'result', result)).status === 200,
    heads: (election: string): Promise<Head[]> => read(election, 'heads.json', z.array(headSchema)),
    /** A batch may be large: its ballots come as they are read. */
    batch: (election: string, batch: number): AsyncGenerator<Ballot> => readBallots(`${base}/e/${election}/batch-${batch}.json`),
    voids: (election: string): Promise<Void[]> => read(election, 'void.json', z.array(voidSchema)),
    async result(election: string): Promise<{ opened: Opened[]; undecipherable: number } | null> {
      const { status, json } = await ask(`/e/${election}/result.json`)
      return status === 200 ? z.object({ opened: z.array(openedSchema), undecipherable: z.number() }).parse(json) : null
    },
  }
}

export type Box = ReturnType<typeof boxAt>

async function* readBallots(address: string): AsyncGenerator<Ballot, void> {
  try {
    const response = await fetch(address, { redirect: 'error' })
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
    let text = ''
    const letters = new TextDecoder()
    for await (const piece of response.body) {
      text += letters.decode(piece, { stream: true })
      // Nothing in a ballot has a brace: bytes are base64url.
      const whole = text.split('}')
      text = whole.pop() ?? ''
      for (const one of whole) yield ballotSchema.parse(JSON.parse(`${one.slice(one.indexOf('{'))}}`))
    }
    if (text !== ']' && text !== '[]') throw new Error('it ends too soon')
  } catch (error) {
    throw new BoxUnreachable(error instanceof Error ? `a batch: ${error.message}` : String(error))
  }
}

import { combine, split } from 'shamir-secret-sharing'
import { fromText, toText } from './bytes'
import { sealKeyOf } from './seal-ballot'

/** Three shares of the sealing key's secret; any two open, one alone says nothing. */
export async function splitKey(secret: string): Promise<[string, string, string]> {
  const [one, two, three] = (await split(fromText(secret), 3, 2)).map(toText)
  if (!one || !two || !three) throw new Error('the key was not split')
  return [one, two, three]
}

/** The secret, or null when two shares don't make the secret of `sealKey`: one is wrong, or of another election. */
export async function joinShares(sealKey: string, one: string, other: string): Promise<string | null> {
  try {
    const secret = toText(await combine([fromText(one), fromText(other)]))
    return sealKeyOf(secret) === sealKey ? secret : null
  } catch {
    return null
  }
}

import { availableParallelism } from 'node:os'

/** More people wait for a hash than this process could serve within about 15 seconds: the page answers "busy". */
export class HashQueueFullError extends Error {
  override name = 'HashQueueFullError'
}

type HashQueue = { running: number; waiting: (() => void)[]; slots: number; longest: number }

export const hashQueue = (slots: number, longest: number): HashQueue => ({ running: 0, waiting: [], slots, longest })

// On globalThis, because Next.js bundles this module more than once and the bound belongs to the process.
const place = globalThis as { [key: symbol]: unknown }
const name = Symbol.for('porten.hash-queue')
function processQueue(): HashQueue {
  place[name] ??= hashQueue(availableParallelism(), 2_000)
  return place[name] as HashQueue
}

/** Runs a costly hash when a core is free, first come, first served, so that other pages stay quick meanwhile. Throws `HashQueueFullError`. */
export async function inHashQueue<Value>(work: () => Promise<Value>, queue = processQueue()): Promise<Value> {
  if (queue.running < queue.slots) queue.running += 1
  else if (queue.waiting.length >= queue.longest) throw new HashQueueFullError(`${queue.longest} hashes are waiting`)
  else await new Promise<void>((resolve) => queue.waiting.push(resolve)) // is handed the slot of the one that ends
  try {
    return await work()
  } finally {
    const next = queue.waiting.shift()
    if (next) next()
    else queue.running -= 1
  }
}

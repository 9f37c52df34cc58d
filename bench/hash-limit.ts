/** What this machine's cores can do at most: argon2id with the portal's parameters and nothing else. A process of its own, asked by message. */
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

const stored = await hash('Kvastfot73Zz-lavendel', { memoryCost: 47_104, timeCost: 1, parallelism: 1 })

process.on('message', async (milliseconds: number) => {
  const began = performance.now()
  const processor = process.cpuUsage()
  let done = 0
  const lane = async () => {
    for (; performance.now() - began < milliseconds; done++) await verify(stored, 'Kvastfot73Zz-lavendel')
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  const { user, system } = process.cpuUsage(processor)
  process.send?.({ perSecond: (done * 1_000) / (performance.now() - began), processorMilliseconds: (user + system) / 1_000 / done })
})
process.on('disconnect', () => process.exit(0))
process.send?.(0)

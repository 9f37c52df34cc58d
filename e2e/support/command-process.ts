import { runCommand } from '@/scripts/porten/run-command'
import type { Command, Ended } from './commands'

// One command after the other, each with the environment that it is given: see `commands.ts`.

const ended: Ended = { code: 0, out: '', complaint: '' }
process.stdout.write = (text: string | Uint8Array) => {
  ended.out += text
  return true
}
process.stderr.write = (text: string | Uint8Array) => {
  ended.complaint += text
  return true
}
process.on('message', async ({ words, env }: Command) => {
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  Object.assign(ended, { out: '', complaint: '' })
  process.exitCode = 0
  await runCommand(words)
  process.send?.({ ...ended, code: process.exitCode })
})

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export type Command = { words: string[]; env: NodeJS.ProcessEnv }
export type Ended = { code: number; out: string; complaint: string }

/**
 * For the top of a test file: the operator's command line as one process for all of the file's commands, which loads its
 * modules once. Beside it, `porten.test.ts` starts and kills commands as an operator does.
 */
export function commands() {
  let child: ChildProcess | undefined
  afterAll(() => child?.kill())
  return async (words: string[], env: NodeJS.ProcessEnv): Promise<Ended> => {
    child ??= fork(fileURLToPath(new URL('./command-process.ts', import.meta.url)), { execArgv: ['--import', 'tsx'], env })
    child.send({ words, env } satisfies Command)
    const [ended] = await once(child, 'message')
    return ended
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { log } from '@/lib/core/log'
import type { SheetReading } from './read-sheets'

/** A file that takes longer is a bomb. */
const patience = 60_000
/** So many files wait; the next is told to come back. */
const mostWaiting = 40

type Waiting = { bytes: Uint8Array; answer: (readings: SheetReading[]) => void }

/** Too many files wait already. */
export class ReaderBusy extends Error {}

/** Reads sheets one file at a time in a process of its own, which is ended with whatever it chokes on and begun again for the next. */
export function pictureReader() {
  const queue: Waiting[] = []
  let child: ChildProcess | null = null
  let isWorking = false
  let isStopped = false

  const start = () =>
    fork(fileURLToPath(new URL('./reader-process.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx', '--max-old-space-size=1024'],
      // Neither AUTH_SECRET nor the database's address.
      env: { NODE_ENV: 'production' },
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })

  async function work() {
    if (isWorking) return
    isWorking = true
    for (let next = queue.shift(); next; next = queue.shift()) next.answer(await readOne(next.bytes))
    isWorking = false
  }

  function readOne(bytes: Uint8Array): Promise<SheetReading[]> {
    if (isStopped) return Promise.resolve([{ problem: 'broken' }])
    const own = child ?? start()
    child = own
    return new Promise((done) => {
      const end = (readings: SheetReading[], isDead: boolean) => {
        clearTimeout(timer)
        own.removeAllListeners()
        if (isDead) {
          own.kill('SIGKILL')
          child = null
        }
        done(readings)
      }
      const timer = setTimeout(() => end([{ problem: 'broken' }], true), patience)
      own.once('message', ({ readings }: { readings: SheetReading[] }) => end(readings, false))
      own.once('exit', (code, signal) => {
        // Not a word of the picture; an operator has to hear of a process that does not start.
        log().error({ code, signal }, 'the process that opens pictures ended')
        end([{ problem: 'broken' }], true)
      })
      own.once('error', () => end([{ problem: 'broken' }], true))
      own.send({ bytes })
    })
  }

  return {
    /** One answer for each page; throws `ReaderBusy`. */
    read(bytes: Uint8Array): Promise<SheetReading[]> {
      if (queue.length >= mostWaiting) throw new ReaderBusy()
      return new Promise((answer) => {
        queue.push({ bytes, answer })
        void work()
      })
    },
    /** of the process; null while there is none */
    pid: () => child?.pid ?? null,
    stop() {
      isStopped = true
      child?.kill('SIGKILL')
      child = null
    },
  }
}

export type PictureReader = ReturnType<typeof pictureReader>

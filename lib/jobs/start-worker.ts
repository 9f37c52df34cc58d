import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { type Environment, environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { steadyPool } from '@/lib/core/steady-pool'
import { deliverMessage } from '@/lib/delivery/deliver-message'
import type { GivenUp } from '@/lib/delivery/give-up'
import { type Channels, openChannels } from '@/lib/delivery/open-channels'
import { sweepMessages } from '@/lib/delivery/sweep-messages'
import { messageJob } from './schema'

export type Job = (deps: Deps, payload: unknown) => Promise<void>

type Options = {
  databaseUrl: string
  /** what other areas have to do, by the name under which it is queued */
  jobs?: Record<string, Job>
  /** when they have to do it: lines such as `5 * * * * clean-up` (UTC) */
  crontab?: string[]
  /** which gateways and mail server; the process's own when left out */
  settings?: Environment
}

const ownCrontab = ['* * * * * sweep-messages']
/** A database that went away is asked again after this long; milliseconds. */
const pauseAfterFailure = 2_000
const concurrency = 5
/** Two rounds in which none of us could ask for a job. */
const failuresBeforeNewStart = 2 * concurrency

/**
 * Does what the queue and the clock ask for, until `stop`, which lets running jobs end. Many may run on one database:
 * each job is done by one of them. Survives a database that goes away and comes back; throws when it is not there at the start.
 */
export async function startWorker(
  deps: Deps,
  { databaseUrl, jobs = {}, crontab = [], settings = environment() }: Options,
): Promise<{ stop: () => Promise<void> }> {
  const channels = openChannels(settings)
  const tasks: Record<string, Job> = { ...deliveryJobs(channels), ...jobs }
  const taskList: TaskList = Object.fromEntries(Object.entries(tasks).map(([name, job]) => [name, (payload: unknown) => job(deps, payload)]))
  const pool = steadyPool(databaseUrl, 8)
  const start = async () => {
    const events: WorkerEvents = new EventEmitter()
    const runner = await run({
      events,
      pgPool: pool,
      concurrency,
      pollInterval: 1_000, // a net only: NOTIFY wakes us within milliseconds
      noHandleSignals: true,
      taskList,
      crontab: [...ownCrontab, ...crontab].join('\n'),
      logger: quietLogger(),
    })
    // graphile-worker asks once for the numbers of its tasks and keeps that answer, an error too: only a new start asks again.
    let failures = 0
    events.on('worker:getJob:error', () => {
      if (++failures === failuresBeforeNewStart) runner.stop().catch(() => undefined)
    })
    events.on('worker:getJob:empty', () => (failures = 0)).on('job:start', () => (failures = 0))
    return runner
  }

  let isStopping = false
  let runner: Runner = await start().catch(async (error) => {
    await pool.end()
    throw error
  })
  const life = keepAlive()
  async function keepAlive() {
    while (!isStopping) {
      await runner.promise.catch((error) => log().error({ reason: String(error) }, 'the worker fell over and starts again'))
      while (!isStopping) {
        const next = await start().catch(() => null)
        if (next) {
          runner = next
          break
        }
        await new Promise((resume) => setTimeout(resume, pauseAfterFailure))
      }
    }
  }
  return {
    async stop() {
      isStopping = true
      await runner.stop().catch(() => undefined) // it may have stopped by itself
      await life
      await pool.end()
      channels.close()
    },
  }
}

function deliveryJobs(channels: Channels): Record<string, Job> {
  const isContentKept = channels.environment.PORTEN_DEMO
  return {
    'deliver-message': (deps, payload) => deliverMessage(deps, messageJob.parse(payload), { channels, onGivenUp: recordGivenUp }),
    'sweep-messages': async (deps) => {
      await sweepMessages(deps, { isContentKept })
    },
  }
}

async function recordGivenUp(deps: Deps, { organisationId, messageId, personId, channel, template, attempts, failure }: GivenUp) {
  const details = { messageId, channel, template, attempts, failure }
  await recordEvent(deps, { organisationId, act: 'message.given-up', outcome: 'failure', actorId: null, subjectId: personId, details })
}

/** graphile-worker is talkative: only what went wrong is worth a line in a normal log. */
function quietLogger(): Logger {
  return new Logger((scope) => (level, message) => {
    const write = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug'
    log()[write]({ ...scope }, message)
  })
}

import pino from 'pino'
import { environment } from './env'

let logger: pino.Logger | undefined

/** JSON lines on standard output. Never given a secret: the paths below are a second net, not the first. */
export function log(): pino.Logger {
  logger ??= pino({
    level: environment().LOG_LEVEL,
    redact: {
      paths: ['password', '*.password', 'code', '*.code', 'token', '*.token', 'cookie', '*.cookie', 'authorization', '*.authorization', 'text', '*.text'],
      censor: '[left out]',
    },
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  })
  return logger
}

/** What should not have happened, with where it did; `what` was going on. */
export function logFault(error: unknown, what: string): void {
  log().error({ error: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error) }, what)
}

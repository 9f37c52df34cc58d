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

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const whole = {
  DATABASE_URL: 'postgresql://porten:hunter2@127.0.0.1:1/porten',
  BASE_URL: 'https://portal.example.org',
  AUTH_SECRET: 'x'.repeat(48),
  SMTP_URL: 'smtp://localhost:25',
  SMS_GATEWAY: '46elks',
  SMS_GATEWAY_USER: 'u',
  SMS_GATEWAY_PASSWORD: 'p',
}

/** A process as an operator starts it, with nothing of this one's environment but what a shell has. */
function start(program: string, given: Record<string, string>) {
  const env = { NODE_ENV: 'production' as const, PATH: process.env.PATH, HOME: process.env.HOME, ...given }
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program], { cwd: root, encoding: 'utf8', env, timeout: 120_000 })
  return { status, stderr }
}

test.each(['server.ts', 'scripts/worker.ts'])('%s without its environment names all that is missing, starts nothing, and shows no stack', (program) => {
  const { status, stderr } = start(program, {})
  expect(status).toBe(1)
  expect(stderr).toBe('The environment is not complete:\n  DATABASE_URL: is missing\n  AUTH_SECRET: is missing\n')
})

test.each(['server.ts', 'scripts/worker.ts'])('%s with a wrong variable says which, and repeats no secret', (program) => {
  const { status, stderr } = start(program, { ...whole, SMTP_URL: 'http://user:hunter2@localhost', SYSLOG_URL: 'tcp://user:hunter2@log' })
  expect(status).toBe(1)
  expect(stderr).toContain('SMTP_URL: begins with smtp:// or smtps://')
  expect(stderr).toContain('SYSLOG_URL: is udp://, tcp:// or tls:// with host and port')
  expect(stderr).not.toContain('hunter2')
  expect(stderr).not.toMatch(/\n {4}at /)
})

test('a worker whose database is away says so in one line', () => {
  const { status, stderr } = start('scripts/worker.ts', whole)
  expect(status).toBe(1)
  expect(stderr).toMatch(/^The worker could not start: .+\n$/)
  expect(stderr).not.toContain('hunter2')
})

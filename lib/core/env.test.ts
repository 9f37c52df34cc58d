import { describe, expect, test } from 'vitest'
import { EnvironmentError, type Need, readEnvironment } from './env'

const whole = {
  DATABASE_URL: 'postgresql://porten@localhost/porten',
  BASE_URL: 'https://portal.example.org',
  AUTH_SECRET: 'x'.repeat(48),
  SMTP_URL: 'smtp://localhost:25',
  SMS_GATEWAY: '46elks',
  SMS_GATEWAY_USER: 'u',
  SMS_GATEWAY_PASSWORD: 'p',
}
const problems = (source: Record<string, string>, needs: Need[] = ['serve']) => {
  try {
    readEnvironment(source, needs)
    return []
  } catch (error) {
    return error instanceof EnvironmentError ? error.problems : [String(error)]
  }
}

describe('a server starts', () => {
  test('with a whole environment', () => expect(problems(whole)).toEqual([]))

  test('not without a database, a secret, mail and an SMS gateway: all are named at once', () => {
    expect(problems({ BASE_URL: 'https://portal.example.org' }).map((problem) => problem.split(':')[0])).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'AUTH_SECRET']),
    )
    const { SMTP_URL: _smtp, SMS_GATEWAY: _sms, ...rest } = whole
    expect(problems(rest).map((problem) => problem.split(':')[0])).toEqual(['SMTP_URL', 'SMS_GATEWAY'])
  })

  test.each([
    [{ BASE_URL: 'http://portal.example.org' }, 'BASE_URL'],
    [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    [{ PORT: 'eighty' }, 'PORT'],
    [{ SMS_GATEWAY: 'outbox' }, 'SMS_GATEWAY'],
    [{ SMS_GATEWAY: 'pigeon' }, 'SMS_GATEWAY'],
    [{ SMS_GATEWAY_PASSWORD: '' }, 'SMS_GATEWAY_PASSWORD'],
    [{ SMTP_URL: 'http://localhost' }, 'SMTP_URL'],
    [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
    [{ SYSLOG_URL: 'log.example.org:514' }, 'SYSLOG_URL'],
    [{ S3_ENDPOINT: 'https://s3.example.org', S3_BUCKET: 'porten', S3_ACCESS_KEY: 'a' }, 'S3_SECRET_KEY'],
    [{ S3_ENDPOINT: 's3.example.org', S3_BUCKET: 'porten', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }, 'S3_ENDPOINT'],
    [{ BALLOT_BOX_URL: 'box.example.org' }, 'BALLOT_BOX_URL'],
    [{ SYSLOG_URL: 'https://log.example.org:514' }, 'SYSLOG_URL'],
    [{ SYSLOG_URL: 'tcp://log.example.org' }, 'SYSLOG_URL'],
    [{ SYSLOG_URL: 'tcp://user:secret@log.example.org:514' }, 'SYSLOG_URL'],
    [{ SYSLOG_URL: 'tcp://log.example.org:99999' }, 'SYSLOG_URL'],
  ])('not with %j', (wrong, name) => expect(problems({ ...whole, ...wrong }).join()).toContain(name))

  test.each(['udp://10.1.2.3:514', 'tcp://log.example.org:601', 'tls://[2001:db8::1]:6514'])('with an audit that goes to %s', (SYSLOG_URL) =>
    expect(problems({ ...whole, SYSLOG_URL })).toEqual([]),
  )

  test('on localhost with http: its cookies are Secure there too', () => expect(problems({ ...whole, BASE_URL: 'http://localhost:3000' })).toEqual([]))
})

test('no message repeats a secret', () => {
  expect(problems({ ...whole, AUTH_SECRET: 'tooshortsecret', SMS_GATEWAY: 'x' }).join()).not.toContain('tooshortsecret')
})

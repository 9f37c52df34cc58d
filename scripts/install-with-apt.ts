/** What the tests need and the machine has not. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

/** Debian and its like, as root or with a sudo that asks for no password; each step at most `timeout` milliseconds. Returns what went wrong. */
export function installWithApt(names: readonly string[], timeout?: number): string {
  if (!isProgram('/usr/bin/apt-get')) return 'apt-get is not there.'
  const isRoot = process.getuid?.() === 0
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return 'apt-get needs root, and sudo asks for a password.'
  const asRoot = isRoot ? [] : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive']
  process.stdout.write(`Installing ${names.join(' and ')} for the tests …\n`)
  return run([...asRoot, 'apt-get', 'update'], timeout) || run([...asRoot, 'apt-get', 'install', '-y', '--no-install-recommends', ...names], timeout)
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function run([program = '', ...words]: string[], timeout?: number): string {
  const done = spawnSync(program, words, { encoding: 'utf8', timeout, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return done.status === 0 ? '' : `${program} ${words.join(' ')}: ${done.error?.message ?? done.stderr.trim().split('\n').slice(-3).join(' ')}`
}

/** A Chromium for the journeys: the machine's own, Playwright's, or one that is installed now. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

/** Chromium without a window: the same engine for two fifths of the processor time that the whole browser takes here. */
const light = 'chromium-headless-shell'
const names = [light, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const folders = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin']
const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url))

/** The path of a browser that can be started; throws, saying what to do, when there is none and none can be installed. */
export function findBrowser(): string {
  const found = present()
  if (found?.endsWith(light)) return found
  // Where a whole browser is there already, the lighter one is not worth a long wait for a network that may not be there.
  const tries = [() => installWithApt(light, found ? 60_000 : undefined), ...(found ? [] : [() => installWithApt('chromium'), installWithPlaywright])]
  const problems: string[] = []
  for (const install of tries) {
    problems.push(install())
    const installed = present()
    if (installed) return installed
  }
  throw new Error(
    `No Chromium was found, and none could be installed. Install Debian's package "chromium", then try again.\n${problems.filter(Boolean).join('\n')}`,
  )
}

function present(): string | null {
  const ofTheMachine = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
  return ofTheMachine ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : null)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Debian and its like, as root or with a sudo that asks for no password; each step at most `timeout` milliseconds. Returns what went wrong. */
function installWithApt(name: string, timeout?: number): string {
  if (!isProgram('/usr/bin/apt-get')) return 'apt-get is not there.'
  const isRoot = process.getuid?.() === 0
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return 'apt-get needs root, and sudo asks for a password.'
  const asRoot = isRoot ? [] : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive']
  process.stdout.write(`Installing ${name} for the tests …\n`)
  return run([...asRoot, 'apt-get', 'update'], timeout) || run([...asRoot, 'apt-get', 'install', '-y', '--no-install-recommends', name], timeout)
}

function installWithPlaywright(): string {
  return run([process.execPath, playwright, 'install', 'chromium'])
}

function run([program = '', ...words]: string[], timeout?: number): string {
  const done = spawnSync(program, words, { encoding: 'utf8', timeout, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return done.status === 0 ? '' : `${program} ${words.join(' ')}: ${done.error?.message ?? done.stderr.trim().split('\n').slice(-3).join(' ')}`
}

/** A Chromium for the journeys: the machine's own, Playwright's, or one that is installed now. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { installWithApt, isProgram, run } from './install-with-apt'

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
  const tries = [() => installWithApt([light], found ? 60_000 : undefined), ...(found ? [] : [() => installWithApt(['chromium']), installWithPlaywright])]
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

function installWithPlaywright(): string {
  return run([process.execPath, playwright, 'install', 'chromium'])
}

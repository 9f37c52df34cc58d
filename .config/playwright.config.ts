import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { stage } from '../e2e/support/stage'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// Most journeys are walked twice: on a wide screen without JavaScript, and on a phone with it.
// @once: says nothing about the browser, so the desktop is enough. @script: needs JavaScript.
// @rule: what the server allows and says, in pages that other journeys open with scripts too: walked without them, which takes half the time.
// @staff: the office's own work, walked once, where scripts and a narrow screen can break it; without them the desk's journeys walk.
// @alone: needs the machine or the gateway for itself, so it runs after everything else.
export default defineConfig({
  testDir: at('e2e/journeys'),
  outputDir: at('.data/e2e-results'),
  tsconfig: at('tsconfig.json'),
  workers: 5, // on two cores: each waits for a message or a clock most of the time
  fullyParallel: true,
  forbidOnly: true,
  retries: 1, // a busy machine may be late once; what passed only then is listed as flaky at the end
  timeout: 300_000, // a machine at half its speed still gets through: what hangs is told by the shorter limits below
  expect: { timeout: 20_000 },
  reporter: [['dot'], ['json', { outputFile: process.env.E2E_REPORT ?? at('.data/reports/e2e.json') }]],
  use: {
    baseURL: stage.proxyUrl, // every journey meets two servers in turn
    locale: 'xx',
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: stage.browser, args },
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: 'desktop', grep: /@once|@script/, grepInvert: /@alone/ },
    { name: 'no-javascript', grepInvert: /@alone|@once|@script|@staff/, use: { javaScriptEnabled: false } },
    { name: 'phone', grepInvert: /@alone|@once|@rule/, use: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } },
    { name: 'alone', grep: /@alone/, workers: 1, fullyParallel: false, use: { baseURL: stage.baseUrl } },
  ],
})

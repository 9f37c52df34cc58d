export type Counts = { passed: number; failed: number }

const fewestNode = [20, 19] as const

/** Null when this Node.js can run the portal. */
export function nodeIsTooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > fewestNode[0] || (major === fewestNode[0] && minor >= fewestNode[1])
  return isEnough ? null : `Porten needs Node.js ${fewestNode.join('.')} or newer; this is ${version}.`
}

/** What vitest's or Playwright's JSON report counts; a test that passed at a second try counts as failed. */
export function countsOf(report: unknown): Counts {
  if (isRecord(report) && isRecord(report.stats)) {
    const { expected, unexpected, flaky } = report.stats
    return { passed: Number(expected ?? 0), failed: Number(unexpected ?? 0) + Number(flaky ?? 0) }
  }
  if (isRecord(report) && 'numPassedTests' in report) {
    const failed = Number(report.numFailedTests ?? 0)
    // A file that can't be read has no tests to count, and its suite fails.
    return { passed: Number(report.numPassedTests), failed: failed || Number(report.numFailedTestSuites ?? 0) }
  }
  throw new Error("This is neither vitest's nor Playwright's report.")
}

export const summary = ({ passed, failed }: Counts) => `${passed} passed, ${failed} failed`

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Ends a command before it did anything, with one line that says why. */
export class Refusal extends Error {}

/** One line for whoever reads standard error; the stack stays where it is. */
export function explain(error: unknown): string {
  if (error instanceof Error && 'problems' in error && Array.isArray(error.problems)) return error.problems.join('\n') // an EnvironmentError
  if (error instanceof AggregateError) return explain(error.errors[0]) // "localhost" has two addresses
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const away: Record<string, string> = {
    ECONNREFUSED: 'no server answers there',
    ENOTFOUND: 'its host name is unknown',
    ECONNRESET: 'the connection broke',
    '28P01': 'user name or password is wrong',
    '28000': 'this user may not connect',
    '3D000': 'there is no database of this name',
    '57P01': 'the server ended the connection',
    '57P03': 'the server is starting or stopping',
  }
  if (away[code]) return `The database cannot be reached: ${away[code]}.`
  if (/timeout expired|Connection terminated|ended without replying/i.test(error.message)) return `The database cannot be reached: ${error.message}.`
  if (code === 'ENOENT' && 'path' in error) return `There is no file ${error.path}.`
  return error.message.trim().split('\n').at(-1) ?? 'Something went wrong.'
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function warn(text: string): void {
  process.stderr.write(`${text}\n`)
}

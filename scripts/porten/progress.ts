import type { ImportProgress } from '@/lib/register-import/schema'

/** Progress for whoever waits: one line that is written over on a terminal, one line for each tenth elsewhere. */
export function progressOn(stream: NodeJS.WriteStream) {
  let last = ''
  return {
    show({ phase, done, total }: ImportProgress) {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100
      const shown = stream.isTTY ? `${phase} ${percent} %` : `${phase} ${Math.floor(percent / 10) * 10} %`
      if (shown === last) return
      last = shown
      stream.write(stream.isTTY ? `\r\u001b[K${shown}` : `${shown}\n`)
    },
    end() {
      if (stream.isTTY && last !== '') stream.write('\r\u001b[K')
    },
  }
}

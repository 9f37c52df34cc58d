/** The ballot box as a process of its own: `npm run box`. */
import { serveBox } from '@/lib/box/serve-box'
import { checkBoxEnvironment, EnvironmentError } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { clientAddress } from '@/lib/web/client-address'

try {
  const env = checkBoxEnvironment()
  const { port, stop } = await serveBox({
    url: env.DATABASE_URL,
    port: env.PORT,
    host: env.HOST,
    addressOf: ({ socket, headers }) => clientAddress(socket.remoteAddress ?? '', String(headers['x-forwarded-for'] ?? ''), env.TRUSTED_PROXIES),
  })
  log().info({ port }, 'the ballot box is open')
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    stop().then(() => process.exit(0))
  }
  process.once('SIGINT', end).once('SIGTERM', end).once('disconnect', end)
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : `The ballot box could not start: ${error instanceof Error ? error.message : error}`}\n`,
  )
  process.exitCode = 1
}

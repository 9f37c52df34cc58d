// The bare page behind a server of our own, as the portal is.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import next from 'next'

const port = Number(process.argv[2])
const app = next({ dev: false, dir: fileURLToPath(new URL('.', import.meta.url)), hostname: 'localhost', port })
await app.prepare()
createServer(app.getRequestHandler()).listen(port, '127.0.0.1')

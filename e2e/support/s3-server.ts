import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What the server takes: its only account. */
export const s3Account = { S3_ACCESS_KEY: 'S3RVER', S3_SECRET_KEY: 'S3RVER' }

/** Starts an S3-compatible server (s3rver, on loopback, with `folder` for its objects) that checks every signature. */
export async function startS3(folder: string, bucket: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const program = `const S3 = require('@20minutes/s3rver')
    const server = new S3({ port: 0, address: '127.0.0.1', silent: true, directory: process.argv[1], vhostBuckets: false, configureBuckets: [{ name: process.argv[2] }] })
    server.run().then(({ port }) => console.log(port))`
  const child = spawn(process.execPath, ['-e', program, folder, bucket], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

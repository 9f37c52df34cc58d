import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    include: ['lib', 'components', 'app', 'scripts', 'prisma', 'e2e/support'].map((folder) => `${folder}/**/*.test.ts`),
    // A million rows, 10,000 votes, random kills: `npm run test:long` alone.
    exclude: [...configDefaults.exclude, ...(process.env.LONG === '1' ? [] : ['**/*.long.test.ts'])],
    globalSetup: ['e2e/support/database-server.ts'],
    setupFiles: ['e2e/support/quiet-console.ts'],
    pool: 'forks',
    isolate: false, // a process loads each module once for all its files: whoever changes the environment puts it back
    maxWorkers: 3, // on two cores: each waits for its database now and then
    retry: 1, // a busy machine may be late once; what passed only then says so in its line
    env: { BASE_URL: 'http://localhost:3000' }, // Vite's own BASE_URL would be taken for ours
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})

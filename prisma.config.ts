import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  // `prisma generate` needs no database; the fallback keeps it from asking for one.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/none' },
})

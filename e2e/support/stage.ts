// What `scripts/test-e2e.ts` has set up for the journeys; they run in processes of their own.

const told = (name: string) => process.env[name] ?? missing(name)

function missing(name: string): never {
  throw new Error(`${name} is not set: start the journeys with \`npm run test:e2e\`.`)
}

export const stage = {
  /** one server, by itself */
  baseUrl: told('E2E_BASE_URL'),
  /** two servers on one database, in turn */
  proxyUrl: told('E2E_PROXY_URL'),
  postOfficeUrl: told('E2E_POST_OFFICE_URL'),
  databaseUrl: told('DATABASE_URL'),
  browser: told('E2E_BROWSER'),
  /** what a further server is told */
  serverEnvironment: JSON.parse(told('E2E_SERVER_ENVIRONMENT')) as Record<string, string>,
}

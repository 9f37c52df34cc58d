// The house as rules: lib/README.md draws it. `scripts/check-floors.ts` runs this and refuses a run that saw too little.

/** Lowest first. A folder imports from lower floors only; neighbours on a floor never import each other. */
const floors = [
  ['words'],
  ['core'],
  ['limits', 'permissions', 'files', 'ballots'],
  ['papers'],
  ['audit', 'box'],
  ['organisations'],
  ['delivery', 'people', 'content', 'directory'],
  ['passwords', 'codes', 'factors', 'sessions', 'journeys', 'cases', 'campaigns', 'groups', 'statistics', 'erasure', 'elections', 'retention', 'providers'],
  ['register-import', 'scim', 'oidc', 'webhooks'],
  ['flows'],
  ['jobs', 'web'],
]

const stores = '^lib/.*/store\\.ts$'
// `find-broken-rules.ts` is a use case; the group is the area.
const rules = '^lib/([^/]+)(/|/.*/)(lock-)?rules\\.ts$'
const test = '\\.test\\.tsx?$'
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`
const anyOf = (names) => `(${names.join('|')})`

/** One rule for each area: everything that is not below it. `components` and `app` stand above all of them. */
const floorRules = floors.flatMap((floor, level) =>
  floor.map((area) => {
    const forbidden = floors
      .slice(level)
      .flat()
      .filter((other) => other !== area)
    const above = ['^app/', '^(scripts|bench|prisma|\\.config)/', '^(server|instrumentation)\\.ts$']
    if (area !== 'web') above.push('^components/')
    return {
      name: 'floors',
      comment: `lib/${area} imports from lower floors only, and not from its neighbours.`,
      severity: 'error',
      from: { path: `^lib/${area}/` },
      to: { path: [`^lib/${anyOf(forbidden)}/`, ...above] },
    }
  }),
)

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'floors',
      comment: 'Only tests use what e2e/support makes for them.',
      severity: 'error',
      from: { path: '^(lib|app|components)/', pathNot: test },
      to: { path: '^e2e/' },
    },
    {
      name: 'floors',
      comment: 'A folder of lib that has no floor: give it one in .config/dependency-cruiser.cjs and lib/README.md.',
      severity: 'error',
      from: {},
      to: { path: '^lib/', pathNot: `^lib/${anyOf(floors.flat())}/` },
    },
    {
      name: 'store-is-private',
      comment: "An area's queries are its own business: the others ask its use cases.",
      severity: 'error',
      from: { path: '^lib/([^/]+)/' },
      to: { path: stores, pathNot: '^lib/$1/' },
    },
    {
      name: 'store-is-private',
      comment: "An area's queries are its own business: the others ask its use cases.",
      severity: 'error',
      from: { pathNot: '^lib/' },
      to: { path: stores },
    },
    {
      name: 'prisma-in-stores',
      comment: 'The database is opened in store.ts files and in lib/core alone.',
      severity: 'error',
      from: { pathNot: ['^lib/core/', stores, test, '^e2e/support/'] },
      to: { path: '^lib/core/(prisma\\.ts$|prisma-client/)' },
    },
    {
      name: 'prisma-in-stores',
      comment: 'No way round it: the drivers are for store.ts files, lib/core and tools.',
      severity: 'error',
      from: { path: '^(lib|app|components|server\\.ts$)', pathNot: ['^lib/core/', stores, test] },
      to: { path: packages('@prisma', 'pg', 'pg-copy-streams'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rules',
      comment:
        "rules.ts decides and does nothing else: other rules, its own schema's constants, results, the meaning of a failed connection, types, and small pure libraries.",
      severity: 'error',
      from: { path: rules },
      to: {
        pathNot: [
          '(^|/|-)rules\\.ts$',
          '(^|/)schema\\.ts$',
          '^lib/core/(result|network-trouble)\\.ts$',
          '^lib/words/(keys|language)\\.ts$',
          packages('ipaddr\\.js'),
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-rules',
      comment: "Another area's schema as a type only: zod must not reach the browser through a rule.",
      severity: 'error',
      from: { path: rules },
      to: { path: '(^|/)schema\\.ts$', pathNot: '^lib/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rules',
      comment: 'A rule knows neither the database nor the machine, not even as a type.',
      severity: 'error',
      from: { path: rules },
      to: { path: ['^lib/core/(?!(result|network-trouble)\\.ts$)', '(^|/)store\\.ts$'] },
    },
    {
      name: 'pure-rules',
      comment: 'A rule runs in the browser too.',
      severity: 'error',
      from: { path: rules },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'next-at-the-edge',
      comment: 'Only app, components, lib/web and the server know Next.js, next-auth and React.',
      severity: 'error',
      from: { path: '^(lib|scripts|prisma)/', pathNot: '^lib/web/' },
      to: { path: packages('next', 'next-auth', 'react', 'react-dom') },
    },
    {
      name: 'dumb-components',
      comment: 'Components show what they are given: words and data come in as props.',
      severity: 'error',
      from: { path: '^components/', pathNot: test },
      to: { path: '^(lib|app|scripts|server\\.ts)', pathNot: '^lib/passwords/rules\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'dumb-components',
      comment: "Types of words and of an area's schema or rules, and no others.",
      severity: 'error',
      from: { path: '^components/', pathNot: test },
      to: { path: '^(lib|app|scripts|server\\.ts)', pathNot: ['^lib/words/', '^lib/[^/]+/(rules|schema)\\.ts$'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three. (Types alone may look at each other.)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      comment: 'An import that leads nowhere would be checked by no rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/core/prisma-client/'] },
    exclude: { path: ['^\\.next/', '\\.css$'] },
    // Without it an `import type` is not seen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}

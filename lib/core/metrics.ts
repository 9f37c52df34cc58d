import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

// One registry for the process: server.ts and Next.js's bundles each have their own copy of this module.
const kept = globalThis as typeof globalThis & { portenMetrics?: ReturnType<typeof make> }

function make() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    signIns: new Counter({
      name: 'porten_sign_ins_total',
      help: 'Sign-ins by organisation and outcome',
      labelNames: ['organisation', 'outcome'],
      registers: [registry],
    }),
    conflicts: new Counter({
      name: 'porten_transaction_conflicts_total',
      help: 'Transactions that PostgreSQL ended for the sake of another and that were done again',
      registers: [registry],
    }),
    requests: new Histogram({
      name: 'porten_request_seconds',
      help: 'Time to answer, by method and status',
      labelNames: ['method', 'status'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  }
}

/** Prometheus metrics of this process. */
export function metrics() {
  kept.portenMetrics ??= make()
  return kept.portenMetrics
}

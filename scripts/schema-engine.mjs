#!/usr/bin/env node
// Prisma's schema engine from the npm registry (WebAssembly), speaking the protocol that Prisma's command line
// expects of its binary: JSON-RPC lines on standard input and output. Nothing is downloaded at install time.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const wasmFile = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  .replace(/\.js$/, '.wasm')
const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': bindings })
bindings.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

const words = process.argv.slice(2)
const flag = words.indexOf('--datasource')
const connectionString = flag < 0 ? process.env.DATABASE_URL : JSON.parse(words[flag + 1]).url

// The adapter cuts a script at every semicolon, also inside a function's body; PostgreSQL itself knows better.
const runScript = async (script) => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(script).finally(() => client.end())
}
const whole = (connect) => async () => Object.assign(await connect(), { executeScript: runScript })
const adapter = () => {
  const factory = new PrismaPg({ connectionString })
  factory.connect = whole(factory.connect.bind(factory))
  factory.connectToShadowDb = whole(factory.connectToShadowDb.bind(factory))
  return bindMigrationAwareSqlAdapterFactory(factory)
}

if (words.includes('can-connect-to-database')) {
  try {
    const client = new pg.Client({ connectionString })
    await client.connect()
    await client.end()
    process.stderr.write('Connection successful\n')
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${JSON.stringify({ is_panic: false, message: error.message, error_code: 'P1001' })}\n`)
    process.exit(1)
  }
}

const files = words.flatMap((word, index) => (word === '--datamodels' ? words[index + 1].split(',') : []))
const datamodels = files.length ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined
let engine
const respond = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  if (id === undefined) continue
  try {
    engine ??= await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter())
    const result = await engine[method](params)
    if (method === 'diff' && result?.stdout) respond({ id: `print-${id}`, method: 'print', params: { content: result.stdout } })
    respond({ id, result: result ?? null })
  } catch (error) {
    respond({ id, error: { code: 4466, message: error.message, data: { is_panic: false, message: error.message, meta: error.meta, error_code: error.code } } })
  }
}

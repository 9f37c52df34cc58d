import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Attribute, Change, Client } from 'ldapts'
import { makeCertificate } from './certificate'

const run = promisify(execFile)
/** Debian: `apt-get install samba-ad-dc samba-ad-provision`; Samba listens at 389 and 636 and nowhere else, so only root can try it. */
export const isSambaThere = existsSync('/usr/sbin/samba') && existsSync('/usr/share/samba/setup/ad-schema') && process.getuid?.() === 0
export const whyNoSamba = isSambaThere ? '' : ' (left out: it needs root and Samba; apt-get install samba-ad-dc samba-ad-provision)'

const root = 'DC=ad,DC=example,DC=org'
export const adBase = `OU=Personal,${root}`
export const adBindName = 'porten@ad.example.org'
export const adSecret = 'Kvastfot-of-the-portal-91!'

/** One domain controller: its LDAP alone, at an address of loopback that is its own. */
type Controller = { safe: string; plain: string; start: () => Promise<void>; stop: () => Promise<void> }

export type SambaDomain = Controller & {
  cert: string
  /** the same domain again at another address, as it began; not started */
  second: Controller
  /** signed in as the domain's administrator */
  admin: () => Promise<Client>
  remove: () => Promise<void>
}
type Attributes = Record<string, string | string[]>

/**
 * A real Active Directory in a folder of its own, and a second controller beside it. The portal's account is no administrator
 * there: it has the rights that `docs/directory.md` names, on the people's container.
 */
export async function startSamba(password: string, people: Record<string, Attributes>): Promise<SambaDomain> {
  const folder = await mkdtemp(join(tmpdir(), 'porten-samba-'))
  const file = (name: string) => join(folder, name)
  const own = 1 + (process.pid % 250) // two runs on one machine do not meet
  const [first, second] = [`127.53.${own}.1`, `127.53.${own}.2`]
  const { key, cert } = makeCertificate([first, second])
  await writeFile(file('key.pem'), key, { mode: 0o600 })
  await writeFile(file('cert.pem'), cert)
  const domain = ['--realm=AD.EXAMPLE.ORG', '--domain=EXAMPLE', '--server-role=dc', '--dns-backend=NONE', `--adminpass=${adSecret}`]
  await run('samba-tool', ['domain', 'provision', ...domain, `--host-ip=${first}`, `--targetdir=${file('first')}`])
  const one = await controllerOf(folder, 'first', first)
  await one.start()
  const admin = async () => {
    const client = new Client({ url: one.safe, tlsOptions: { ca: cert } })
    await client.bind('administrator@ad.example.org', adSecret)
    return client
  }
  const client = await admin()
  await furnish(client, file('first/private/sam.ldb'))
  for (const [name, more] of Object.entries(people)) await makePerson(client, name, password, more)
  await client.unbind()
  await one.stop()
  const isKept = async (path: string) => !(await lstat(path)).isSocket()
  await cp(file('first'), file('second'), { recursive: true, filter: isKept })
  const other = await controllerOf(folder, 'second', second)
  await one.start()
  return {
    ...one,
    cert,
    second: other,
    admin,
    remove: async () => {
      await Promise.all([one.stop(), other.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function controllerOf(folder: string, name: string, address: string): Promise<Controller> {
  const file = (at: string) => join(folder, at)
  const settings = file(`${name}/etc/smb.conf`)
  const more = {
    interfaces: `${address}/255.0.0.0`,
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    'old password allowed period': '0',
    'log file': file(`${name}.log`),
    'pid directory': file(name),
    'ncalrpc dir': file(`${name}/ncalrpc`),
    'tls keyfile': file('key.pem'),
    'tls certfile': file('cert.pem'),
    'tls cafile': '',
  }
  const written = (await readFile(settings, 'utf8')).replaceAll(file('first'), file(name)).split('\n')
  const others = written.filter((line) => !((line.trim().split(' = ')[0] ?? '') in more))
  const own = Object.entries(more).map(([key, value]) => `${key} = ${value}`)
  await writeFile(settings, others.join('\n').replace('[global]', ['[global]', ...own].join('\n')))
  let child: ReturnType<typeof spawn> | null = null
  return {
    safe: `ldaps://${address}:636`,
    plain: `ldap://${address}:389`,
    async start() {
      child = spawn('/usr/sbin/samba', ['-i', '--debug-stdout', '-s', settings], { stdio: 'ignore' })
      for (let tries = 0; !(await isListening(address)); tries += 1) {
        if (tries === 200) throw new Error('Samba does not answer')
        await wait(100)
      }
    },
    async stop() {
      if (child && child.exitCode === null) {
        const ending = new Promise((resolve) => child?.once('exit', resolve))
        child.kill('SIGTERM')
        await ending
      }
      child = null
    },
  }
}

/** The domain's rules, the people's container, and the portal's account with its rights there. */
async function furnish(client: Client, database: string): Promise<void> {
  const rules = { lockoutThreshold: '3', minPwdAge: '0', pwdHistoryLength: '3', minPwdLength: '8' }
  const changes = Object.entries(rules).map(([type, value]) => new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) }))
  await client.modify(root, changes)
  await client.add(adBase, { objectClass: 'organizationalUnit', ou: 'Personal' })
  await makePerson(client, 'porten', adSecret, {}, `CN=Users,${root}`)
  const found = await client.search(`CN=porten,CN=Users,${root}`, { scope: 'base', attributes: ['objectSid'], explicitBufferAttributes: ['objectSid'] })
  const sid = sayId(found.searchEntries[0]?.objectSid as Buffer)
  // "Reset password" (a right), and writing lockoutTime and mobile (attributes), on users below the container.
  const users = 'bf967aba-0de6-11d0-a285-00aa003049e2'
  const rights = [
    ['CR', '00299570-246d-11d0-a768-00aa006e0529'],
    ['RPWP', '28630ebf-41d5-11d1-a9c1-0000f80367c1'],
    ['RPWP', 'f0f8ffa3-1191-11d0-a060-00aa006c33ed'],
  ]
  const words = rights.map(([right, of]) => `(OA;CIIO;${right};${of};${users};${sid})`).join('')
  await run('samba-tool', ['dsacl', 'set', '-H', database, `--objectdn=${adBase}`, `--sddl=${words}`])
}

const makePerson = (client: Client, name: string, password: string, more: Attributes, container = adBase) =>
  client.add(`CN=${name},${container}`, {
    objectClass: 'user',
    sAMAccountName: name,
    userPrincipalName: `${name}@ad.example.org`,
    givenName: name,
    sn: 'Öberg',
    userAccountControl: '512',
    unicodePwd: Buffer.from(`"${password}"`, 'utf16le') as unknown as string,
    ...more,
  })

/** S-1-5-21-…: a byte of revision, one of how many parts, six of authority, then parts of four bytes, low end first. */
function sayId(bytes: Buffer): string {
  const parts = Array.from({ length: bytes[1] ?? 0 }, (_, at) => bytes.readUInt32LE(8 + 4 * at))
  return `S-${bytes[0]}-${bytes.readUIntBE(2, 6)}-${parts.join('-')}`
}

const isListening = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(636, address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

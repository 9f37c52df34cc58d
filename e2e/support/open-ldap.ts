import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeCertificate } from './certificate'

const program = '/usr/sbin/slapd'
/** Debian: `apt-get install slapd`. Where it is missing, the tests that need it are left out. */
export const isOpenLdapThere = existsSync(program) && existsSync('/usr/lib/ldap/ppolicy.so') && existsSync('/usr/lib/ldap/lastbind.so')
export const whyNoOpenLdap = isOpenLdapThere ? '' : ' (left out: this machine has no slapd; apt-get install slapd)'

export const suffix = 'dc=example,dc=org'
export const bindName = `cn=porten,${suffix}`
export const bindSecret = 'a secret of the portal'
export const base = `ou=people,${suffix}`

export type OpenLdap = {
  /** `ldap://` and `ldaps://` on loopback, and the certificate that vouches for itself */
  plain: string
  safe: string
  cert: string
  stop: () => Promise<void>
  /** the same server at the same ports after `stop` */
  start: () => Promise<void>
  remove: () => Promise<void>
}

type Options = {
  people: { uid: string; password: string; more?: string[] }[]
  policy?: Record<string, string | number>
  entries?: string
  certificate?: { key: string; cert: string }
  /** an address of loopback */
  host?: string
}

/** A real slapd with ppolicy and lastbind, both the setting and the overlay, in a folder of its own, as this process's child. */
export async function startOpenLdap({ people, policy = {}, entries = '', certificate = makeCertificate(), host = '127.0.0.1' }: Options): Promise<OpenLdap> {
  const folder = await mkdtemp(join(tmpdir(), 'porten-slapd-'))
  const { key, cert } = certificate
  const [plainPort, safePort] = [await freePort(), await freePort()]
  const file = (name: string) => join(folder, name)
  await writeFile(file('key.pem'), key, { mode: 0o600 })
  await writeFile(file('cert.pem'), cert)
  await writeFile(file('slapd.conf'), configuration(file))
  await writeFile(file('data.ldif'), `${tree(policy)}${people.map(person).join('')}${entries}`)
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', file('slapd.conf'), '-l', file('data.ldif')])
  let child: ReturnType<typeof spawn> | null = null
  const plain = `ldap://${host}:${plainPort}`
  const safe = `ldaps://${host}:${safePort}`
  const start = async () => {
    child = spawn(program, ['-d', '0', '-f', file('slapd.conf'), '-h', `${plain} ${safe}`], { stdio: 'ignore' })
    for (let tries = 0; tries < 100; tries += 1) if (await isListening(safePort, host)) return
    throw new Error('slapd does not answer')
  }
  const stop = async () => {
    const ending = child && new Promise((resolve) => child?.once('exit', resolve))
    child?.kill('SIGTERM')
    await ending
    child = null
  }
  await start()
  return {
    plain,
    safe,
    cert,
    start,
    stop,
    remove: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const configuration = (file: (name: string) => string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload lastbind
pidfile ${file('slapd.pid')}
argsfile ${file('slapd.args')}
TLSCertificateFile ${file('cert.pem')}
TLSCertificateKeyFile ${file('key.pem')}
sizelimit 500
database mdb
suffix "${suffix}"
rootdn "cn=root,${suffix}"
directory ${file('.')}
lastbind on
limits dn.exact="${bindName}" size.prtotal=unlimited
access to attrs=userPassword by dn.exact="${bindName}" write by anonymous auth by * none
access to * by dn.exact="${bindName}" write by * read
overlay ppolicy
ppolicy_default "cn=policy,${suffix}"
ppolicy_hash_cleartext
ppolicy_use_lockout
overlay lastbind
`

const tree = (policy: Record<string, string | number>) => `dn: ${suffix}
objectClass: domain
dc: example

dn: ${base}
objectClass: organizationalUnit
ou: people

dn: ${bindName}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: porten
userPassword: ${bindSecret}

dn: cn=policy,${suffix}
objectClass: device
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 3
pwdLockoutDuration: 0
pwdInHistory: 3
pwdCheckQuality: 2
pwdMinLength: 8
${Object.entries(policy)
  .map(([name, value]) => `${name}: ${value}\n`)
  .join('')}
`

const person = ({ uid, password, more = [] }: Options['people'][number]) => `dn: uid=${uid},${base}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${uid}
${more.some((line) => line.startsWith('sn:')) ? '' : 'sn: Öberg\n'}userPassword: ${password}
${more.map((line) => `${line}\n`).join('')}
`

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function isListening(port: number, host: string): Promise<boolean> {
  const isOpen = await new Promise<boolean>((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
  if (!isOpen) await wait(50)
  return isOpen
}

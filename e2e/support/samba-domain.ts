import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { makeCertificate } from './certificate'

const run = promisify(execFile)
/** Debian: `apt-get install samba-ad-dc samba-ad-provision`; Samba listens at 389 and 636 and nowhere else, so only root can try it. */
export const isSambaThere = existsSync('/usr/sbin/samba') && existsSync('/usr/share/samba/setup/ad-schema') && process.getuid?.() === 0
export const whyNoSamba = isSambaThere ? '' : ' (left out: it needs root and Samba; apt-get install samba-ad-dc samba-ad-provision)'

export const adBase = 'CN=Users,DC=ad,DC=example,DC=org'
export const adBindName = `CN=porten,${adBase}`
export const adSecret = 'Kvastfot-of-the-portal-91!'

export type SambaDomain = { safe: string; plain: string; cert: string; tool: (...words: string[]) => Promise<void>; remove: () => Promise<void> }

/** A real domain controller in a folder of its own: its LDAP alone, on loopback. The portal's account is an administrator there. */
export async function startSamba(people: readonly string[], password: string): Promise<SambaDomain> {
  const folder = await mkdtemp(join(tmpdir(), 'porten-samba-'))
  const file = (name: string) => join(folder, name)
  const { key, cert } = makeCertificate()
  await writeFile(file('key.pem'), key, { mode: 0o600 })
  await writeFile(file('cert.pem'), cert)
  const domain = [
    '--realm=AD.EXAMPLE.ORG',
    '--domain=EXAMPLE',
    '--server-role=dc',
    '--dns-backend=NONE',
    `--adminpass=${adSecret}`,
    `--targetdir=${file('dc')}`,
  ]
  await run('samba-tool', ['domain', 'provision', ...domain, '--option=interfaces=lo', '--option=bind interfaces only=yes'])
  const settings = file('dc/etc/smb.conf')
  const more = `server services = ldap\nold password allowed period = 0\nlog file = ${file('samba.log')}\npid directory = ${folder}\nncalrpc dir = ${file('ncalrpc')}\ntls keyfile = ${file('key.pem')}\ntls certfile = ${file('cert.pem')}\ntls cafile =\n`
  await writeFile(settings, (await readFile(settings, 'utf8')).replace(/^\tserver services.*$/m, '').replace('[global]', `[global]\n${more}`))
  const tool = async (...words: string[]) => void (await run('samba-tool', [...words, '-s', settings]))
  await tool('user', 'create', 'porten', adSecret)
  await tool('group', 'addmembers', 'Domain Admins', 'porten')
  for (const name of people) await tool('user', 'create', name, password, `--given-name=${name}`, '--surname=Öberg')
  await tool('domain', 'passwordsettings', 'set', '--account-lockout-threshold=3', '--min-pwd-age=0', '--history-length=3', '--min-pwd-length=8')
  const child = spawn('/usr/sbin/samba', ['-i', '--debug-stdout', '-s', settings], { stdio: 'ignore' })
  for (let tries = 0; ; tries += 1) {
    if (await isListening(636)) break
    if (tries === 200) throw new Error('Samba does not answer')
    await wait(100)
  }
  return {
    safe: 'ldaps://127.0.0.1:636',
    plain: 'ldap://127.0.0.1:389',
    cert,
    tool,
    remove: async () => {
      const ending = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ending
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

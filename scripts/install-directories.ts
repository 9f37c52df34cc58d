/**
 * OpenLDAP and Samba for the tests of directories, while the checks run. Only as root on a machine whose packages start no
 * service by themselves, as containers are: nobody gets a server at 389 that they did not ask for. Elsewhere those tests
 * are left out, and say so.
 */
import { isOpenLdapThere } from '../e2e/support/open-ldap'
import { isSambaThere } from '../e2e/support/samba-domain'
import { installWithApt, isProgram } from './install-with-apt'

const patience = 60_000
const missing = [...(isOpenLdapThere ? [] : ['slapd']), ...(isSambaThere ? [] : ['samba-ad-dc', 'samba-ad-provision'])]
if (missing.length > 0) {
  const mayInstall = process.getuid?.() === 0 && isProgram('/usr/sbin/policy-rc.d')
  const problem = mayInstall ? installWithApt(missing, patience) : 'that is left to whoever runs this machine.'
  if (problem) process.stdout.write(`The tests of directories do without ${missing.join(' and ')}: ${problem}\n`)
}

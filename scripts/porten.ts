/** `npm run porten -- …`: the operator's command line. Exit 0: all done; 1: some of it refused, each said; 2: nothing done. */
import { Command, CommanderError } from 'commander'
import { auditCommand } from './porten/audit'
import { backupCommand, restoreCommand } from './porten/backup'
import { clientCommand } from './porten/client'
import { directoryCommand } from './porten/directory'
import { firstPasswordCommand } from './porten/first-password'
import { lettersCommand } from './porten/letters'
import { organisationCommand } from './porten/organisation'
import { peopleCommand } from './porten/people'
import { providerCommand } from './porten/provider'
import { rolesCommand } from './porten/roles'
import { explain } from './porten/say'
import { thawCommand } from './porten/thaw'
import { unlockCommand } from './porten/unlock'
import { voteCommand } from './porten/vote'

const program = new Command('porten').description('Runs a Porten installation: organisations, their people, the audit, backups.').addHelpText(
  'after',
  `
The database is the one of DATABASE_URL; without it, that of the demo which runs in this folder (.data/).
Exit code 0: all done. 1: some of it was refused, each said. 2: nothing was done.`,
)
// Each command loads what it works with only when it is called: help comes at once.
const commands = [
  organisationCommand(),
  peopleCommand(),
  firstPasswordCommand(),
  lettersCommand(),
  clientCommand(),
  directoryCommand(),
  providerCommand(),
  rolesCommand(),
  unlockCommand(),
  thawCommand(),
  auditCommand(),
  backupCommand(),
  restoreCommand(),
  voteCommand(),
]
for (const command of commands) program.addCommand(command)
quietly(program)

try {
  await program.parseAsync()
} catch (error) {
  const isHelp = error instanceof CommanderError && error.exitCode === 0
  if (!(error instanceof CommanderError)) process.stderr.write(`${explain(error)}\n`)
  process.exitCode = isHelp ? 0 : 2
}

/** Commander ends the process by itself, with 1 for a wrong word: here a wrong word means that nothing was done. */
function quietly(command: Command) {
  command.exitOverride()
  for (const child of command.commands) quietly(child)
}

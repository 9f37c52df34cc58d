import { Command, CommanderError } from 'commander'
import { auditCommand } from './audit'
import { backupCommand, restoreCommand } from './backup'
import { clientCommand } from './client'
import { directoryCommand } from './directory'
import { firstPasswordCommand } from './first-password'
import { lettersCommand } from './letters'
import { organisationCommand } from './organisation'
import { peopleCommand } from './people'
import { providerCommand } from './provider'
import { rolesCommand } from './roles'
import { explain } from './say'
import { thawCommand } from './thaw'
import { unlockCommand } from './unlock'
import { voteCommand } from './vote'

/** Does what the words after `porten` say, and leaves the process its exit code. */
export async function runCommand(words: string[]): Promise<void> {
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
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0
    if (!(error instanceof CommanderError)) process.stderr.write(`${explain(error)}\n`)
    process.exitCode = isHelp ? 0 : 2
  }
}

/** Commander ends the process by itself, with 1 for a wrong word: here a wrong word means that nothing was done. */
function quietly(command: Command) {
  command.exitOverride()
  for (const child of command.commands) quietly(child)
}

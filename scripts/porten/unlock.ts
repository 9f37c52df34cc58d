import { Command } from 'commander'

type Options = { organisation: string; reason: string }

export function unlockCommand(): Command {
  return new Command('unlock')
    .description('ends the lock of an account, with a reason for the audit')
    .argument('<ID>', 'member number, user name or e-mail address')
    .requiredOption('--organisation <SLUG>')
    .requiredOption('--reason <TEXT>')
    .action(async (id: string, { organisation, reason }: Options) => (await import('./unlock-person')).unlockPerson(id, organisation, reason))
}

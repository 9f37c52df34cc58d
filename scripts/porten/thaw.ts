import { Command } from 'commander'

type Options = { organisation: string; reason: string }

export function thawCommand(): Command {
  return new Command('thaw')
    .description('opens an account again that was frozen by "this was not me", and closes its case')
    .argument('<ID>', 'member number, user name or e-mail address')
    .requiredOption('--organisation <SLUG>')
    .requiredOption('--reason <TEXT>')
    .action(async (id: string, { organisation, reason }: Options) => (await import('./thaw-person')).thawPerson(id, organisation, reason))
}

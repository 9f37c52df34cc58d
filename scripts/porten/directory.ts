import { Command } from 'commander'

type Options = { organisation: string; reason: string }

export function directoryCommand(): Command {
  return new Command('directory').description('the directory in which an organisation’s passwords live').addCommand(
    new Command('secret')
      .description('keeps the password of the portal’s own account there; it is read from the standard input, and never shown')
      .requiredOption('--organisation <SLUG>')
      .requiredOption('--reason <TEXT>')
      .action(async ({ organisation, reason }: Options) => (await import('./keep-secret')).keepDirectorySecret(organisation, reason)),
  )
}

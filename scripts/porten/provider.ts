import { Command } from 'commander'

type Options = { organisation: string; reason: string }

export function providerCommand(): Command {
  return new Command('provider').description('another OpenID Connect provider where people of an organisation may sign in').addCommand(
    new Command('secret')
      .description('keeps the secret that belongs to the client id of the settings; it is read from the standard input, and never shown')
      .requiredOption('--organisation <SLUG>')
      .requiredOption('--reason <TEXT>')
      .action(async ({ organisation, reason }: Options) => (await import('./keep-secret')).keepProviderSecret(organisation, reason)),
  )
}

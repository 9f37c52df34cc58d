import { Command, Option } from 'commander'
import { scopes } from '@/lib/oidc/schema'

type Of = { organisation: string }
type Act = Of & { reason: string }
export type ClientWish = Act & {
  redirect: string[]
  logout?: string[]
  backchannel?: string
  frontchannel?: string
  group?: string
  scope?: string[]
  public?: boolean
  asks?: boolean
}
/** What is not given stays. */
export type ClientChange = Act & Partial<Omit<ClientWish, 'public'>> & { name?: string; everybody?: boolean }

export function clientCommand(): Command {
  return new Command('client')
    .description('systems that sign people in through the portal (OpenID Connect)')
    .addCommand(makeCommand())
    .addCommand(
      new Command('list')
        .description('the systems of an organisation')
        .requiredOption('--organisation <SLUG>')
        .action(async ({ organisation }: Of) => (await import('./change-clients')).showClients(organisation)),
    )
    .addCommand(
      withAddresses(ofClient('change', 'changes what a system is called, its addresses and what it may know; what is not given stays'))
        .option('--name <NAME>')
        .option('--redirect <ADDRESS...>', 'where people come to after signing in, exactly')
        .option('--everybody', 'for everybody, and not for one group alone')
        .addOption(new Option('--scope <SCOPE...>', 'what it may know').choices(scopes))
        .option('--no-asks', 'nobody is asked: the organisation has decided')
        .action(async (id: string, options: ClientChange) => (await import('./change-clients')).changeClientOf(id, options)),
    )
    .addCommand(
      ofClient('secret', 'gives a system a new secret; the former one is worth nothing at once').action(async (id: string, options: Act) =>
        (await import('./change-clients')).changeClientSecret(id, options),
      ),
    )
    .addCommand(
      ofClient('remove', 'lets a system sign nobody in any more').action(async (id: string, options: Act) =>
        (await import('./change-clients')).dropClient(id, options),
      ),
    )
}

function makeCommand(): Command {
  const make = new Command('make')
    .description('adds a system; its id and its secret are printed, the secret once')
    .argument('<NAME>')
    .requiredOption('--organisation <SLUG>')
    .requiredOption('--redirect <ADDRESS...>', 'where people come to after signing in, exactly')
  return withAddresses(make)
    .addOption(new Option('--scope <SCOPE...>', 'what it may know').choices(scopes).default(['openid', 'profile', 'email']))
    .option('--public', 'runs in the browser or as an app: no secret')
    .requiredOption('--reason <TEXT>')
    .action(async (name: string, options: ClientWish) => (await import('./change-clients')).addClient(name, options))
}

const withAddresses = (command: Command) =>
  command
    .option('--logout <ADDRESS...>', 'where people come to after signing out')
    .option('--backchannel <ADDRESS>', 'where the system is told that a session has ended')
    .option('--frontchannel <ADDRESS>', 'the same in a hidden frame of the page after signing out, at the host of a redirect address')
    .option('--group <NAME>', 'for the people of this group only')
    .option('--asks', 'each person is asked the first time')

function ofClient(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<ID>', 'as `client list` shows it')
    .requiredOption('--organisation <SLUG>')
    .requiredOption('--reason <TEXT>')
}

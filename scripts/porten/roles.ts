import { Command, Option } from 'commander'
import { grantableRoles } from '@/lib/people/roles/rules'

type Options = { organisation: string; role: string; reason: string; group?: string[] }

export function rolesCommand(): Command {
  return new Command('roles').description('hands out and takes away roles of staff').addCommand(grantCommand()).addCommand(takeCommand())
}

function grantCommand(): Command {
  return roleCommand('grant', 'gives somebody a role, alone: in the browser it takes two administrators')
    .option('--group <NAME...>', 'a case worker for the people of these groups only')
    .action(async (id: string, options: Options) => (await import('./change-roles')).grantRole(id, options))
}

function takeCommand(): Command {
  return roleCommand('take', 'takes a role away, with every session of the person').action(async (id: string, options: Options) =>
    (await import('./change-roles')).takeRole(id, options),
  )
}

function roleCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<ID>', 'member number, user name or e-mail address')
    .requiredOption('--organisation <SLUG>')
    .addOption(new Option('--role <ROLE>').choices(grantableRoles).makeOptionMandatory())
    .requiredOption('--reason <TEXT>')
}

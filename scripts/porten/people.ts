import { Command } from 'commander'

export function peopleCommand(): Command {
  const people = new Command('people').description('The register of an organisation')
  people
    .command('import')
    .description('imports a register file; bad rows are told and left out, the same file again changes nothing')
    .argument('<FILE.csv>', 'UTF-8, comma or semicolon, with a header row')
    .requiredOption('--organisation <SLUG>')
    .option('--dry-run', 'changes nothing and reports the same', false)
    .action(async (path: string, { organisation, dryRun }: { organisation: string; dryRun: boolean }) =>
      (await import('./import-file')).importFile(path, organisation, dryRun),
    )
  people
    .command('show')
    .description('shows what the register holds of one person')
    .argument('<ID>', 'member number, user name or e-mail address')
    .requiredOption('--organisation <SLUG>')
    .option('--json', 'as JSON', false)
    .action(async (id: string, { organisation, json }: { organisation: string; json: boolean }) =>
      (await import('./show-person')).showPerson(id, organisation, json),
    )
  return people
}

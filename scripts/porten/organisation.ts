import { Command } from 'commander'

export function organisationCommand(): Command {
  const organisation = new Command('organisation').description('Settings of organisations, as files')
  organisation
    .command('apply')
    .description('makes the organisation of FILE, or changes it to what the file says')
    .argument('<FILE>', 'JSON with slug and settings, as `export` writes it')
    .action(async (path: string) => (await import('./organisation-files')).applyFile(path))
  organisation
    .command('export')
    .description('prints the settings of an organisation as JSON')
    .argument('<SLUG>')
    .option('--out <FILE>', 'writes them to a file instead')
    .action(async (slug: string, { out }: { out?: string }) => (await import('./organisation-files')).exportSettings(slug, out))
  return organisation
}

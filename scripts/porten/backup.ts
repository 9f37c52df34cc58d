import { Command } from 'commander'

export function backupCommand(): Command {
  return new Command('backup')
    .description('writes the whole database as it stands at one moment into one compressed file, while the portal runs')
    .argument('[FILE]', 'where to; standard output when it is left out')
    .action(async (path: string | undefined) => (await import('./write-backup')).backUp(path))
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('fills an empty, migrated database from a backup; all of it or nothing')
    .argument('<FILE>', 'what `backup` wrote')
    .action(async (path: string) => (await import('./restore-backup')).restoreBackup(path))
}

import { Command } from 'commander'

type Options = { organisation: string; out: string }

export function lettersCommand(): Command {
  const letters = new Command('letters').description('Letters that wait to be printed')
  letters
    .command('print')
    .description('writes every letter that waits into one PDF, a page each; each letter comes out once')
    .requiredOption('--organisation <SLUG>')
    .requiredOption('--out <FILE.pdf>', 'it replaces a file of that name')
    .action(async ({ organisation, out }: Options) => (await import('./print-letters')).printWaitingLetters(organisation, out))
  return letters
}

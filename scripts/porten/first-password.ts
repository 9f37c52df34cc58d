import { Command, Option } from 'commander'
import type { Sending } from './send-first-passwords'

export function firstPasswordCommand(): Command {
  const firstPassword = new Command('first-password').description('Secrets with which people choose their own user name and password')
  firstPassword
    .command('send')
    .description('sends a first-time password to one person, or to many at once; nobody but the receiver sees it')
    .argument('[ID]', 'member number, user name or e-mail address')
    .requiredOption('--organisation <SLUG>')
    .addOption(new Option('--channel <CHANNEL>', 'the way to the person').choices(['sms', 'email', 'letter']).makeOptionMandatory())
    .option('--file <IDS.txt>', 'instead of ID: a file with one on each line')
    .option('--out <FILE.pdf>', 'where letters go, a page each, ready to print; it replaces a file of that name')
    .requiredOption('--reason <TEXT>', 'for the audit')
    .action(async (id: string | undefined, options: Omit<Sending, 'id'>) => (await import('./send-first-passwords')).sendFirstPasswords({ id, ...options }))
  return firstPassword
}

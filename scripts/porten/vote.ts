import { Command } from 'commander'

export function voteCommand(): Command {
  const vote = new Command('vote').description('Votes that are over')
  vote
    .command('verify')
    .description('checks an archive from itself alone: every signature, the chain of the board, and the count; no database and no key is needed')
    .argument('<archive>', 'the JSON file from the page of the result')
    .action(async (file: string) => (await import('./verify-vote')).verifyVote(file))
  return vote
}

import type { Manifest } from '@/lib/ballots/schema'

/** The vote of the demo: open for a week from the first start, for Kari and some of her colleagues. */
export const demoVote = { slug: 'handelsforbundet', group: 'delegates', people: 14 }

const nb = (text: string) => ({ text: { nb: text } })

export const demoQuestions: Manifest['questions'] = [
  { kind: 'yes-no', ...nb('Skal kontingenten økes med 20 kroner i måneden?'), options: [nb('Ja'), nb('Nei')], most: 1, seats: 1, majority: 'half' },
  {
    kind: 'ranked',
    ...nb('Hvem skal lede avdelingen?'),
    options: [nb('Ingrid Solbakken'), nb('Per Fjellheim'), nb('Amina Nordvik')],
    most: 3,
    seats: 1,
    majority: 'most',
  },
]

import type { Visit } from '@/lib/web/visit'

/** As Europe writes a day and a time: English by the twenty-four hours of a day too. */
export const dateTag = (language: string) => (language === 'en' ? 'en-GB' : language)

/** The day in full on the organisation's calendar, with the time where `timeStyle` asks for it. */
export const dayOf = ({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, timeStyle?: 'short') =>
  new Intl.DateTimeFormat(dateTag(say.language), { dateStyle: 'long', timeStyle, timeZone: organisation.settings.timeZone })

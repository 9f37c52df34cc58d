import type { Visit } from '@/lib/web/visit'

/** The hour and minute on the organisation's clock. */
export const sayHour = ({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, at: Date) =>
  new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: organisation.settings.timeZone }).format(at)

import { expect, test } from 'vitest'
import { speak } from '@/lib/words/speak'
import { sayFact } from './say-fact'

const time = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Stockholm' })

test.each<[string, unknown, string]>([
  ['factors', ['password', 'sms'], 'bevisat med: lösenord, kod med sms'],
  ['factor', 'recovery-code', 'bevis: reservkod'],
  ['why', 'never', 'varför: ingen kod, för organisationen kräver ingen'],
  ['purpose', 'staff', 'ändamål: Inloggningskod'],
  ['purpose', 'second-recovery', 'ändamål: Kod vid glömt lösenord'],
  ['proves', 'number', 'bevisar: Kod för ett rättat mobilnummer'],
  ['filters', ['actorId', 'act', 'recipients'], 'filtrerat på: Vem, Vad, Mottagare'],
  ['changed', ['passwords.minLength', 3], 'ändrade: Tecken som minst, 3'],
  ['audience', 'never-signed-in', 'för vem: Alla som aldrig har loggat in'],
  ['status', 'frozen', 'konto: Kontot är spärrat'],
  ['until', '2026-11-30T17:00:00.000Z', 'till: 2026-11-30 18:00'],
  ['eligible', 15, 'röstberättigade: 15'],
  ['isInside', false, 'på egna nätet: Nej'],
  ['vote', '210a45aa', 'omröstning: 210a45aa'],
  ['status', null, ''],
])('%s %j is said in words', (name, value, said) => {
  expect(sayFact(speak('sv'), name, value, time)).toBe(said)
})

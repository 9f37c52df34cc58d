import type { Speak } from '@/lib/words/speak'

/** The words that every form needs. */
export const formWords = (say: Speak) => ({ summaryTitle: say('page.errors'), pendingLabel: say('page.sending'), failureText: say('page.failure') })

export const toggleWords = (say: Speak) => ({ show: say('page.show'), hide: say('page.hide') })

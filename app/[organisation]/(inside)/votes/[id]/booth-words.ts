import type { Speak } from '@/lib/words/speak'

/** What the booth may have to say: the browser has no dictionary. */
export const boothWords = (say: Speak, { closes }: { closes: string }) => ({
  cast: say('votes.cast'),
  casting: say('votes.casting'),
  again: say('votes.again'),
  errors: say('page.errors'),
  'votes.answer.missing': say('votes.answer.missing'),
  'votes.answer.many': say('votes.answer.many'),
  'votes.answer.ranks': say('votes.answer.ranks'),
  elsewhere: say('votes.card.elsewhere'),
  over: say('votes.card.over'),
  late: say('votes.cast.late', { closes }),
  early: say('votes.cast.early'),
  spent: say('votes.cast.spent'),
  void: say('votes.cast.void'),
  off: say('votes.cast.off'),
  busy: say('votes.cast.busy'),
  offline: say('votes.cast.offline'),
  signedOut: say('votes.cast.signedOut'),
  manifest: say('votes.cast.manifest'),
  failed: say('votes.cast.failed'),
  noStorage: say('votes.cast.noStorage'),
  signIn: say('signIn.submit'),
  ...receiptWords(say),
  saveCard: say('votes.card.save'),
  saveCardText: say('votes.card.save.text'),
  useCard: say('votes.card.use'),
  useCardHint: say('votes.card.use.hint'),
  wrongCard: say('votes.card.wrong'),
  forget: say('votes.forget'),
  forgetText: say('votes.forget.text'),
})

/** What a receipt and its check may have to say. */
export const receiptWords = (say: Speak) => ({
  receipt: say('votes.receipt'),
  inBox: say('votes.inBox'),
  code: say('votes.code'),
  codeText: say('votes.code.text'),
  check: say('votes.check'),
  checking: say('votes.checking'),
  found: say('votes.check.found'),
  waiting: say('votes.check.waiting'),
  missing: say('votes.check.missing'),
  broken: say('votes.check.broken'),
  away: say('votes.check.away'),
  counted: say('votes.check.counted'),
  replaced: say('votes.check.replaced'),
  blank: say('votes.blank'),
})

export type BoothWords = ReturnType<typeof boothWords>
export type ReceiptWords = ReturnType<typeof receiptWords>

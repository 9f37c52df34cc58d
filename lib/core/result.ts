/** What a use case answers when people can meet its failure; bugs are thrown instead. */
export type Result<Value, Problem> = { ok: true; value: Value } | { ok: false; failure: Problem }

export const success = <Value>(value: Value) => ({ ok: true, value }) as const
export const failure = <Problem>(problem: Problem) => ({ ok: false, failure: problem }) as const

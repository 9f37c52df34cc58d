/** What was asked in one wording, since a day. */
export type AskedQuestion = { text: string; language: string; asked: number; notHelped: number }

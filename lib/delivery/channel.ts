import type { MessageContent } from './schema'

/** What a channel is given. `id` is the message's own: the same at every attempt. */
export type Handover = Omit<MessageContent, 'letter'> & { id: string; to: string; receiptUrl: string | null }

/**
 * What became of one attempt. `retryable`: it certainly did not go out, later it may; `permanent`: it never will;
 * `unknown`: it may have gone out. `answer` is the gateway's own, for the desk.
 */
export type Outcome =
  | { kind: 'handed-over'; providerId: string | null; answer: string }
  | { kind: 'retryable'; answer: string }
  | { kind: 'permanent'; answer: string }
  | { kind: 'unknown'; answer: string }

/** One way out of the house. Never throws for what a network or a gateway can do, and answers within its time limit. */
export type Channel = {
  name: string
  /** whether what is handed over is then also known to have arrived (the outbox page) */
  isArrival: boolean
  hand: (message: Handover) => Promise<Outcome>
  close: () => void
}

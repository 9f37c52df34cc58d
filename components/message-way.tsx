export type MessageStep = { key: string; label: string; time?: string; state: 'done' | 'waiting' | 'failed' }

/** How far a message has come. Shown only where the page already knows the person. */
export function MessageWay({ label, doneLabel, steps }: { label: string; doneLabel: string; steps: readonly MessageStep[] }) {
  return (
    <ol className="way text-small" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={step.state === 'done' ? 'met' : step.state}>
          <span className="ring" aria-hidden="true" />
          {step.label}
          {step.state === 'done' && <span className="sr-only">, {doneLabel}</span>}
          {step.time && <span className="block">{step.time}</span>}
        </li>
      ))}
    </ol>
  )
}

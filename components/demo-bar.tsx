export type DemoBarProps = {
  /** of the region */
  label: string
  text: string
  outbox: { href: string; label: string }
  /** where the visitor stands to be; each option is a button of a plain form */
  place: {
    action: string
    legend: string
    name: string
    options: readonly { value: string; label: string; isCurrent: boolean }[]
    hidden?: Record<string, string>
  }
}

/** Tells that this is a demo. Stands outside `<main>` and needs no JavaScript. */
export function DemoBar({ label, text, outbox, place }: DemoBarProps) {
  return (
    <section className="demo text-small" aria-label={label}>
      <div className="row gap-x-6 gap-y-1 px-5 py-1">
        <p>
          {text} <a href={outbox.href}>{outbox.label}</a>
        </p>
        <form action={place.action} method="post" className="row gap-x-2 gap-y-1">
          {Object.entries(place.hidden ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <span>{place.legend}</span>
          {place.options.map((option) => (
            <button key={option.value} className="button plain" type="submit" name={place.name} value={option.value} aria-pressed={option.isCurrent}>
              {option.label}
            </button>
          ))}
        </form>
      </div>
    </section>
  )
}

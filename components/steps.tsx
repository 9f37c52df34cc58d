/** What to do in order, numbered; a step on each line of `text`. */
export function Steps({ text }: { text: string }) {
  return (
    <ol className="stack tight list-decimal ps-6">
      {text.split('\n').map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

type Line = { kind: 'same' | 'gone' | 'new'; text: string }

/** How one text became another, line by line: by sign, by colour, and in words for who sees neither. */
export function Difference({ lines, lang, words }: { lines: readonly Line[]; lang: string; words: { new: string; gone: string } }) {
  return (
    <ol className="difference mono text-small" lang={lang}>
      {lines.map(({ kind, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <li key={at} className={kind}>
          {kind === 'same' ? (
            text
          ) : (
            <>
              <span className="sr-only">{words[kind]}: </span>
              {kind === 'new' ? <ins>{text}</ins> : <del>{text}</del>}
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

const rings = [
  [26, 0.9],
  [54, 0.7],
  [82, 0.52],
  [110, 0.38],
  [138, 0.27],
  [166, 0.19],
  [194, 0.12],
] as const

/** The gate: arch behind arch, in the organisation's colour. */
export function Arches() {
  return (
    <svg className="arches" viewBox="0 0 400 300" fill="none" stroke="currentColor" strokeWidth="9" aria-hidden="true">
      {rings.map(([radius, opacity]) => (
        <path key={radius} d={`M${200 - radius} 300V260a${radius} ${radius} 0 0 1 ${2 * radius} 0v40`} opacity={opacity} />
      ))}
    </svg>
  )
}

/** The product's mark: two levels and the step between them. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--ink)" />
      <path
        d="M8 21h6.5c1.4 0 2-1 2.3-2.2l.6-3.6c.3-1.2.9-2.2 2.3-2.2H24"
        fill="none"
        stroke="var(--on-ink)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  )
}

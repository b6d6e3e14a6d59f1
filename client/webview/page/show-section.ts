/** Scrolls to a section of the page. */
export function showSection(section: string): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(`section-${section}`)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' });
}

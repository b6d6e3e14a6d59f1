import { element } from '../elements.js';

/** A list to choose from; `label` is for those who do not see what stands beside it. */
export function select(
  label: string,
  id: string,
  options: readonly { value: string; text: string }[],
  selected: string,
  onChange: (value: string) => void,
): HTMLElement {
  const list = element(
    'select',
    { id, 'aria-label': label },
    ...options.map(({ value, text }) => element('option', { value, selected: value === selected }, text)),
  );
  list.addEventListener('change', () => onChange(list.value));
  return list;
}

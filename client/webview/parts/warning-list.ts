import type { RunView, WarningView } from '../../../server/protocol/run-view.js';
import { button, element } from '../elements.js';
import type { Host } from '../host.js';
import { ICONS } from '../icons.js';
import { runLabels } from '../metric-names.js';

/** What to know before trusting the figures; each leads to the text it came from. */
export function warningList(runs: readonly RunView[], outdated: readonly string[], host: Host): HTMLElement | null {
  const labels = runLabels(runs);
  const items = runs.flatMap((run, i) =>
    [...(outdated.includes(run.id) ? [OUTDATED] : []), ...run.warnings].map((warning) =>
      item(warning, run, runs.length > 1 ? labels[i] : null, host),
    ),
  );
  return items.length === 0 ? null : element('ul', { class: 'warnings', 'aria-label': 'Notes on this run' }, ...items);
}

/** Told by the host, which has the text. */
const OUTDATED: WarningView = {
  code: 'text-changed',
  severity: 'information',
  message: 'The text has changed since this run.',
};

function item(warning: WarningView, run: RunView, label: string | null, host: Host): HTMLElement {
  const { origin } = warning;
  const link =
    origin && host.interactive
      ? button('Show in Editor', { class: 'link', 'aria-label': `Show ${origin} in Editor` }, () =>
          host.post({ type: 'reveal', run: run.id, origin }),
        )
      : null;
  return element(
    'li',
    { class: `warning ${warning.severity}`, 'data-code': warning.code },
    ICONS[warning.severity](),
    element('span', {}, label ? `${label}: ` : '', warning.message, ' ', link),
  );
}

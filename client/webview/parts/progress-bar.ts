import type { ProgressView } from '../../../server/protocol/panel.js';
import { button, element } from '../elements.js';
import type { Host } from '../host.js';
import { count, duration, percent } from '../quantities.js';

/** How far a run is, with the means to stop it; updated in place, so that the button keeps the focus. */
export class ProgressBar {
  readonly element: HTMLElement;
  readonly #bar = element('progress', { max: 1, 'aria-label': 'Simulated time' });
  readonly #text = element('span', { class: 'progress-text' });
  #run = '';

  constructor(host: Host) {
    const stop = button('Stop', { class: 'secondary' }, () => host.post({ type: 'stop', run: this.#run }));
    this.element = element(
      'div',
      { class: 'progress', hidden: true },
      this.#bar,
      this.#text,
      host.interactive ? stop : null,
    );
  }

  update(progress: ProgressView | null): void {
    this.element.hidden = progress === null;
    if (!progress) return;
    this.#run = progress.run;
    const share = progress.duration > 0 ? progress.simulatedSeconds / progress.duration : 0;
    this.#bar.value = share;
    const parts = [
      `${progress.name}: ${duration(Math.floor(progress.simulatedSeconds))} of ${duration(progress.duration)} (${percent(share)})`,
      `${count(progress.eventsPerSecond)} events/s`,
      progress.secondsLeft === null ? '' : `${duration(Math.ceil(progress.secondsLeft))} left`,
    ];
    this.#text.textContent = parts.filter(Boolean).join('  ·  ');
  }
}

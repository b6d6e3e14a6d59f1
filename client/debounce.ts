/** An action that waits until requests pause. */
export interface Debounced {
  /** Requests the action. */
  soon(): void;
  /** Cancels the pending action; later requests do nothing. */
  dispose(): void;
}

/**
 * Delays an action until requests pause; if they never pause, it runs when its longest delay is over. Only one action
 * runs at a time: requests during the action run it once more afterwards, so that a slow action never builds up a queue
 * of outdated requests.
 *
 * @param action must not fail
 * @param pause time without requests before the action, ms
 * @param most longest delay of the action, ms
 */
export function debounce(action: () => Promise<void>, pause: number, most: number): Debounced {
  let timer: NodeJS.Timeout | undefined;
  let askedAt: number | undefined;
  let isAtWork = false;
  let isDisposed = false;
  const act = async () => {
    timer = undefined;
    if (isAtWork) return;
    isAtWork = true;
    // The action was requested while it ran, and the pause is over.
    do {
      askedAt = undefined;
      await action();
    } while (askedAt !== undefined && !timer && !isDisposed);
    isAtWork = false;
  };
  return {
    soon: () => {
      const now = performance.now();
      askedAt ??= now;
      clearTimeout(timer);
      timer = setTimeout(() => void act(), Math.max(0, Math.min(pause, askedAt + most - now)));
    },
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}

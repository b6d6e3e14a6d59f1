/** Something that is done again and again, as somebody types. */
export interface Repeated {
  /** Asks for it. */
  soon(): void;
  dispose(): void;
}

/**
 * Does something when nobody has asked for it for a while, and while they go on asking, every now and then. It is done one
 * at a time: whoever answers slowly is asked once more, and never gets a queue of questions that are out of date.
 *
 * @param action must not fail
 * @param pause how long nobody asks before it is done, ms
 * @param most how long it may be put off, ms
 */
export function whenQuiet(action: () => Promise<void>, pause: number, most: number): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let askedAt: number | undefined;
  let isAtWork = false;
  let isDisposed = false;
  const act = async () => {
    timer = undefined;
    if (isAtWork) return;
    isAtWork = true;
    // Once more where it was asked for meanwhile, and its time has come.
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

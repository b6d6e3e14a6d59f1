/** With fewer samples than this, the declared value is used. */
export const MIN_SAMPLES = 5;

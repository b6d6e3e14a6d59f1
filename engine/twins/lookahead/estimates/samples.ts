/** Fewer samples than these say less than what the topology declares. */
export const MIN_SAMPLES = 5;

/**
 * Number of heights behind the last one whose messages are kept. A node that has fallen behind further requests the
 * blocks instead.
 */
export const KEPT_HEIGHTS = 8;

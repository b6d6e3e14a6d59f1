/** Heights whose messages are kept behind the last one; a node that has fallen behind further asks for the blocks instead. */
export const KEPT_HEIGHTS = 8;

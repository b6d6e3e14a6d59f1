/** Shares of the nodes, in per cent, for which it is told when so many had a block. */
export const RECEIPT_SHARES = [50, 80, 95, 100] as const;

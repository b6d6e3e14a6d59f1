/** What the management chain decides about the primary (Section 2.1, `C`). Sizes in B, times in s. */
export interface Configuration {
  consensus: string;
  blockSize: number;
  blockInterval: number;
  roundTimeout: number;
}

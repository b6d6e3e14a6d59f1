/** What language, reference page and panel say of a protocol; the implementation stands beside it in its own folder. */
export interface ProtocolDescription {
  /** Its name in the language. */
  name: string;
  title: string;
  /** The paper that it is implemented from. */
  source: string;
  meaning: string;
  /** Kinds of messages, in the order of their phases. */
  messages: readonly string[];
}

/** Every consensus protocol: adding one is a folder and a line here. */
export const PROTOCOLS: readonly ProtocolDescription[] = [
  {
    name: 'pbft',
    title: 'PBFT',
    source: 'Castro and Liskov, Practical Byzantine Fault Tolerance, OSDI 1999',
    meaning: 'Three phases (pre-prepare, prepare, commit), quorums of 2f+1 and view changes on timeouts.',
    messages: ['prePrepare', 'prepare', 'commit', 'viewChange', 'newView'],
  },
];

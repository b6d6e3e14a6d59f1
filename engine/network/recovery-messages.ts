/** The kinds of messages by which a node that has fallen behind catches up, on the topic of recovery. */
export interface RecoveryKinds {
  /** Reports the sender's height; absent if there are no such messages. */
  status?: number;
  request: number;
  answer: number;
}

/** Kinds of messages on that topic, by subject. Its timers use the same numbers. */
export const RecoveryMessage = {
  primary: { status: 0, request: 1, answer: 2 },
  management: { status: 3, request: 4, answer: 5 },
  configuration: { request: 6, answer: 7 },
} as const satisfies Record<string, RecoveryKinds>;

/** What is recovered. */
export type RecoverySubject = keyof typeof RecoveryMessage;

/** Names of the kinds in the traffic table, by number. */
export const RECOVERY_NAMES: readonly string[] = [
  'status',
  'request',
  'block',
  'status',
  'request',
  'block',
  'configurationRequest',
  'configurationBlock',
];

const SUBJECTS: readonly RecoverySubject[] = (Object.keys(RecoveryMessage) as RecoverySubject[]).flatMap((subject) =>
  Object.values(RecoveryMessage[subject]).map(() => subject),
);

/** The subject of a message or a timer of a kind. */
export function recoverySubject(kind: number): RecoverySubject {
  return SUBJECTS[kind];
}

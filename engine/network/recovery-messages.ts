/** The messages by which nodes that have fallen behind get what they lack. All of them use the topic of recovery. */
export interface RecoveryKinds {
  /** Progress of the sender. Absent if it is not reported. */
  status?: number;
  request: number;
  answer: number;
}

/** Kinds of messages on that topic, by subject. Timers of each kind have the same numbers. */
export const RecoveryMessage = {
  primary: { status: 0, request: 1, answer: 2 },
  management: { status: 3, request: 4, answer: 5 },
  configuration: { request: 6, answer: 7 },
} as const satisfies Record<string, RecoveryKinds>;

export type RecoverySubject = keyof typeof RecoveryMessage;

/** Names of the kinds in the table of traffic, by number. */
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

/** The subject of a message or timer of this kind. */
export function recoverySubject(kind: number): RecoverySubject {
  return SUBJECTS[kind];
}

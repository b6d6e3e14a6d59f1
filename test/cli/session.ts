/** One command of a documented session, and its documented outcome. */
export interface Step {
  /** Line of the command in the document, from 1. */
  line: number;
  command: string;
  /** Interleaved standard output and standard error; may contain placeholders. */
  output: string;
  exitCode: number;
}

/** A file that exists when the session starts. */
export interface SessionFile {
  path: string;
  content: string;
}

export interface Session {
  title: string;
  files: SessionFile[];
  steps: Step[];
}

const FENCE = /^```(\S*)\s*(.*)$/;
const EXIT_CODE = /^\[exit code (\d+)\]$/;

/**
 * Reads sessions from Markdown. Each `##` heading begins a session, in a folder of its own. A fence with a file name,
 * as in ```` ```twin broken.twin ````, is a file. A ```` ```console ```` fence has commands after `$ `, their output,
 * and `[exit code n]` if it is not 0.
 */
export function parseSessions(markdown: string): Session[] {
  const sessions: Session[] = [];
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].startsWith('## ')) sessions.push({ title: lines[i].slice(3), files: [], steps: [] });
    const fence = FENCE.exec(lines[i]);
    if (!fence) continue;
    const begin = i + 1;
    do i++;
    while (i < lines.length && lines[i] !== '```');
    const body = lines.slice(begin, i);
    const session = sessions.at(-1);
    if (!session) continue;
    const [, language, path] = fence;
    if (language === 'console') session.steps.push(...parseSteps(body, begin + 1));
    else if (path !== '') session.files.push({ path, content: `${body.join('\n')}\n` });
  }
  return sessions;
}

function parseSteps(lines: readonly string[], firstLine: number): Step[] {
  const steps: Step[] = [];
  lines.forEach((line, i) => {
    if (line.startsWith('$ ')) {
      steps.push({ line: firstLine + i, command: line.slice(2), output: '', exitCode: 0 });
      return;
    }
    const step = steps.at(-1);
    if (!step) throw new Error(`line ${firstLine + i} stands before the first command`);
    const exitCode = EXIT_CODE.exec(line);
    if (exitCode) step.exitCode = Number(exitCode[1]);
    else step.output += `${line}\n`;
  });
  return steps;
}

/**
 * Whether output matches the documented output. The placeholders in angle brackets listed in PLACEHOLDERS stand for
 * text that differs from run to run; a line of `...` stands for any number of lines.
 */
export function matches(documented: string, actual: string): boolean {
  return pattern(documented).test(actual);
}

const PLACEHOLDERS: Record<string, string> = {
  '<time>': '\\d+(?:\\.\\d+)? (?:ms|s|min|h)(?: \\d+ (?:s|min))?',
  '<number>': '[\\d,]+(?:\\.\\d+)?',
  '<hash>': '[0-9a-f]{64}',
  '<run>': '\\d{8}-\\d{6}-[\\w-]+',
  '<folder>': '\\S+',
  '<anything>': '[^\\n]*',
};

function pattern(documented: string): RegExp {
  const lines = documented.split('\n').slice(0, -1);
  return new RegExp(`^${lines.map((line) => (line === '...' ? '(?:.*\\n)*' : `${linePattern(line)}\\n`)).join('')}$`);
}

function linePattern(line: string): string {
  return line
    .split(/(<[a-z]+>)/)
    .map((part) => PLACEHOLDERS[part] ?? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
}

import { describe, expect, it } from 'vitest';
import { editorText, StorageError, writingFailed } from '../../server/runs/storage-error.js';

const system = (code: string) => Object.assign(new Error(`${code}: something technical`), { code });

describe('an error while a run is written', () => {
  it.each([
    ['ENOSPC', 'storage/full', 'The disk is full: the run could not be written to "results".'],
    ['EDQUOT', 'storage/full', 'The disk is full: the run could not be written to "results".'],
    ['EFBIG', 'storage/full', 'a file would be larger than the system allows'],
    ['EACCES', 'storage/not-writable', 'The folder "results" cannot be written: permission denied.'],
    ['EROFS', 'storage/not-writable', 'The folder "results" cannot be written: the disk is read-only.'],
    ['ENOTDIR', 'storage/not-writable', '"results" cannot be a folder: a part of this path is a file.'],
    ['EIO', 'storage/not-writable', 'The run could not be written to "results": the disk reports an error.'],
    ['EXOTIC', 'storage/not-writable', 'The run could not be written to "results": EXOTIC.'],
  ])('%s has code %s and says what it means', (code, expected, message) => {
    const error = writingFailed('results', system(code));
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(message) });
    expect(error).toMatchObject({ hint: expect.stringMatching(/\w/) });
  });

  it('of an experiment is followed by advice to resume in the editor, without an option', () => {
    const hint = 'Run the experiment again with --resume: what is damaged is simulated again.';
    const text = editorText({ message: 'A replication is damaged.', hint });
    expect(text).toBe('A replication is damaged. Run the experiment again: what is damaged is simulated again.');
  });

  it.each(['ENOSPC', 'EFBIG', 'EACCES', 'ENOTDIR'])(
    '%s gives no advice in the editor that only the command line can follow',
    (code) => {
      const error = writingFailed('results', system(code));
      if (!(error instanceof StorageError)) throw new Error('it is no such error');
      expect(error.hint).toContain('--out');
      expect(editorText(error)).toMatch(/ove the scenario to another (folder|disk)\./);
      expect(editorText(error)).not.toContain('--');
    },
  );

  it('that is a bug in the program is passed on unchanged', () => {
    const mistake = new TypeError('undefined is not a function');
    expect(writingFailed('results', mistake)).toBe(mistake);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './sources.js';

const TEXT = /\.(ts|mjs|js|json|md|twin|csv|css|langium|cff|html)$|^\.ci\//;
const texts = filesBelow('.', TEXT).filter((file) => !file.endsWith('package-lock.json'));

describe('the project', () => {
  test('names no path that a fresh clone lacks', () => {
    const elsewhere = new RegExp(
      ['(?<![\\w.-])/(work|home|root)/', '(?<![\\w/-])(\\.\\./)*sha' + 'red/[a-z]'].join('|'),
    );
    const naming = texts.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (elsewhere.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
    expect(naming).toEqual([]);
  });

  test('draws random cases from a seed, so that a failure can be repeated', () => {
    const unseeded = filesBelow('test', /\.ts$/).filter((file) => {
      const text = readFileSync(file, 'utf8');
      return /fc\.assert\(/.test(text) && !/\bseed: /.test(text);
    });
    expect(unseeded).toEqual([]);
  });

  test('has no broken links in its pages', () => {
    const broken = texts
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
          .map(([, link]) => path.join(path.dirname(file), decodeURI(link)))
          .filter((target) => !existsSync(target))
          .map((target) => `${file} → ${target}`),
      );
    expect(broken).toEqual([]);
  });
});

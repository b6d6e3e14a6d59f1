import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../server/runs/canonical-json.js';
import { scenarioHash } from '../../server/runs/manifest.js';
import { baselineScenario } from '../view/synthetic-results.js';

describe('canonical JSON', () => {
  it('sorts keys, omits undefined values and writes no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"é\\"","d":null}]}',
    );
  });

  it('refuses a number that JSON cannot represent, instead of writing null', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('JSON cannot represent this number (NaN is not allowed)');
  });
});

describe('the hash of a scenario', () => {
  it('is that of its canonical text, whatever the order of its keys', () => {
    const scenario = baselineScenario();
    const reversed = Object.fromEntries(Object.entries(scenario).reverse());
    expect(scenarioHash(scenario)).toBe(sha256(canonicalJson(reversed)));
  });

  it('changes with any value', () => {
    expect(scenarioHash({ ...baselineScenario(), warmup: 1 })).not.toBe(scenarioHash(baselineScenario()));
  });

  it('is SHA-256', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

import type { Plot } from '../../engine/model/experiment.js';
import { SAMPLE_STATISTICS, type SampleStatistic } from '../../engine/model/expression.js';
import type { Expression } from '../generated/ast.js';
import { dotted } from '../names/text.js';
import { metricNamed, metricNameOf } from '../values/expressions.js';

/**
 * What an item of `plot` means: `delays`, `primary.latency` (its mean), `p95(primary.latency)`; undefined for anything
 * else.
 */
export function plotOf(item: Expression): Plot | undefined {
  if (item.$type !== 'NameExpression') return undefined;
  const name = dotted(item);
  if (item.call) {
    const [argument, ...more] = item.arguments;
    const metric = argument?.$type === 'NameExpression' && !argument.call ? metricNameOf(argument) : '';
    return isSampleStatistic(name) && more.length === 0 && metricNamed(metric)
      ? { kind: 'metric', metric, statistic: name }
      : undefined;
  }
  if (name === 'delays' || name === 'overhead') return { kind: name };
  const metric = name === 'throughput' ? 'primary.throughput' : metricNameOf(item);
  return metricNamed(metric) ? { kind: 'metric', metric, statistic: 'mean' } : undefined;
}

function isSampleStatistic(name: string): name is SampleStatistic {
  return SAMPLE_STATISTICS.some((statistic) => statistic === name);
}

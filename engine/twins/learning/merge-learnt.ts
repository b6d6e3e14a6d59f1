import type { Learnt, LearntModel } from '../../model/learning-plan.js';
import { type LinearModel, weightsOf } from './lin-ucb.js';

/**
 * Merges what several twins have learnt, so that all can begin with it in another run. Cells are weighted by experience, and
 * sums of linear models averaged. Networks cannot be averaged: the first twin's is used.
 *
 * @returns undefined for an empty list
 */
export function mergeLearnt(all: readonly Learnt[]): Learnt | undefined {
  const [first] = all;
  if (!first) return undefined;
  // Twins with another state space, other actions or another method are left out.
  const alike = all.filter((learnt) => isAlike(learnt, first));
  const visits = first.visits.map((_, cell) => sumOf(alike, ({ visits: own }) => own[cell]));
  const mean = (cell: number, of: (learnt: Learnt) => number) =>
    visits[cell] > 0 ? sumOf(alike, (learnt) => of(learnt) * learnt.visits[cell]) / visits[cell] : 0;
  const model = first.model?.kind === 'linear' ? meanModel(alike) : first.model;
  return {
    ...first,
    values:
      first.model?.kind === 'network'
        ? first.values
        : (valuesOf(model) ?? visits.map((_, cell) => mean(cell, ({ values }) => values[cell]))),
    visits: visits.map((sum) => sum / alike.length),
    variances: visits.map((_, cell) => mean(cell, ({ variances }) => variances[cell])),
    ...(model ? { model } : {}),
  };
}

/** The weights of a linear model, a row for each and a column for each action; undefined for others. */
export function valuesOf(model: LearntModel | undefined): number[] | undefined {
  if (model?.kind !== 'linear') return undefined;
  const byAction = model.moments.map((_, action) => weightsOf(model, action));
  return model.scales.flatMap((_, row) => byAction.map((weights) => weights[row]));
}

function meanModel(all: readonly Learnt[]): LinearModel {
  const models = all.flatMap(({ model }) => (model?.kind === 'linear' ? [model] : []));
  const [first] = models;
  const mean = (of: (model: LinearModel) => number) => sumOf(models, of) / models.length;
  return {
    kind: 'linear',
    gram: first.gram.map((matrix, a) => matrix.map((row, i) => row.map((_, j) => mean(({ gram }) => gram[a][i][j])))),
    moments: first.moments.map((row, a) => row.map((_, i) => mean(({ moments }) => moments[a][i]))),
    scales: first.scales.map((_, i) => Math.max(...models.map(({ scales }) => scales[i]))),
    rewardScale: Math.max(...models.map(({ rewardScale }) => rewardScale)),
  };
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

function isAlike(a: Learnt, b: Learnt): boolean {
  return a.method === b.method && a.states.join() === b.states.join() && a.actions.join() === b.actions.join();
}

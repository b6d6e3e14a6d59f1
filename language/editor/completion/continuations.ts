import { localized } from '../localized.js';
import type { Expectation } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import type { Surroundings } from '../place/surroundings.js';
import { Kind, type Offer } from './item.js';

function word(label: string, detail: string, snippet?: string): Offer {
  return { label, kind: Kind.Keyword, detail: localized(detail), snippet, rank: 2 };
}

/** What may follow a complete value: bounds of a distribution, an operator, the end of a phrase. */
export function continuationOffers(place: Place, expectation: Expectation, around: Surroundings): Offer[] {
  const { statement } = place;
  if (place.qualifier.length > 0 || !statement) return [];
  const offers: Offer[] = [];
  const takesDistribution =
    expectation.anyDistribution || expectation.types.some((type) => type.kind === 'distribution');
  const last = place.previous?.image ?? '';
  if (takesDistribution && (last === ')' || /^\w+$/.test(last)) && !place.number)
    offers.push(word('clamped to', 'redrawn until inside the bounds', 'clamped to [${1:lo}, ${2:hi}]'));
  if (expectation.types.some((type) => type.kind === 'nodes') && place.number) {
    if (around.groups.length > 0) offers.push({ ...word('of', 'some of a group', 'of $0'), continues: true });
    if (statement.kind === 'keyword')
      offers.push(
        word(place.number.image === '1' ? 'node' : 'nodes', 'nodes of the primary, drawn at random'),
        word(place.number.image === '1' ? 'twin' : 'twins', 'management nodes, drawn at random'),
      );
  }
  if (statement.kind === 'keyword') offers.push(...ofPhrase(statement.word, place));
  return offers;
}

function ofPhrase(keyword: string, place: Place): Offer[] {
  const behind = place.statement?.kind === 'keyword' ? place.statement.behind.map((token) => token.image) : [];
  switch (keyword) {
    case 'when':
      return [
        word('and', 'both must hold'),
        word('or', 'one must hold'),
        word('for', 'must have held for this many intervals in a row', 'for ${1:3} intervals'),
      ];
    case 'accept':
      return behind.length === 0
        ? [
            word('when', 'a condition', 'when ${1:proposed.blockSize <= 8MB}'),
            word('within', 'nearly as good as the own choice', 'within ${1:10%} of own best'),
          ]
        : [];
    case 'expect':
      return behind.length <= 1
        ? [word('always', 'an invariant that is watched in every run')]
        : [word('and', 'both must hold'), word('or', 'one must hold')];
    case 'vary':
    case 'zip':
      return [word('over', 'the values', 'over [$0]')];
    case 'learn':
      return behind.length === 1 ? [word('from', 'values learnt in another run', 'from "${1:learnt.json}"')] : [];
    case 'observe':
      return behind.includes('with') ? [] : [word('with', 'view: mirrored or exact', 'with ${1|mirrored,exact|}')];
    case 'from':
      return behind.includes('to') ? [] : [word('to', 'the end of the period')];
    case 'slow':
      return behind.includes('by') ? [word('for', 'how long')] : [word('by', 'the factor')];
    case 'delay':
      if (behind.includes('by')) return [word('for', 'how long')];
      return behind.includes('messages') ? [word('by', 'how much')] : [word('of messages', 'the share of messages')];
    case 'drop':
    case 'duplicate':
      return behind.includes('messages') ? [word('for', 'how long')] : [word('of messages', 'the share of messages')];
    case 'crash':
      return behind.includes('for')
        ? [word('losing votes', 'the node forgets its votes and locks')]
        : [word('for', 'how long')];
    case 'partition':
      return [
        word('for', 'how long'),
        ...(behind.includes('|') ? [] : [word('->', 'in one direction: the second side does not hear the first')]),
      ];
    default:
      return [];
  }
}

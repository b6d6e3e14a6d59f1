import { type AstNode, CstNodeBuilder, type Mutable, type ParseResult, type RootCstNode } from 'langium';
import type { File } from '../../generated/ast.js';
import { LARGEST_TEXT } from '../lexer.js';
import { NOT_A_NAME } from '../whole-words.js';
import { dependentsOf } from './dependents.js';
import { movedLexingError, movedParsingError, moveTree, type Place } from './moves.js';
import { type Reading, rememberReading } from './reading.js';
import { type Section, unlinked } from './section.js';
import { lineEnds, sectionStarts } from './starts.js';

type ReadSection = (text: string, next: string) => Section;

/** The sections of a text that are parsed separately, each with the first words of the next one. */
function stretches(text: string): Pick<Section, 'text' | 'next'>[] {
  // A text that is too large is refused completely.
  const starts = text.length > LARGEST_TEXT ? [0] : sectionStarts(text);
  return starts.map((start, index) => {
    const end = starts[index + 1];
    return { text: text.slice(start, end), next: end === undefined ? '' : firstLine(text, end) };
  });
}

function firstLine(text: string, start: number): string {
  const length = text.slice(start, start + 200).search(/[\r\n]/);
  return text.slice(start, length < 0 ? start + 200 : start + length);
}

/**
 * Parses a text incrementally from an earlier version: sections before and after the change are kept. In kept sections
 * whose references may resolve differently now, names are linked again.
 */
export function readAgain(known: Reading | undefined, text: string, read: ReadSection): Reading {
  const wanted = stretches(text);
  const old = known?.sections ?? [];
  const isSame = (section: Section | undefined, { text, next }: Pick<Section, 'text' | 'next'>) =>
    section?.text === text && section.next === next;
  const most = Math.min(old.length, wanted.length);
  let before = 0;
  while (before < most && isSame(old[before], wanted[before])) before++;
  let behind = 0;
  while (behind < most - before && isSame(old.at(-1 - behind), wanted[wanted.length - 1 - behind])) behind++;

  const replaced = old.slice(before, old.length - behind);
  const fresh = wanted.slice(before, wanted.length - behind).map((stretch) => read(stretch.text, stretch.next));
  const kept = [...old.slice(0, before), ...old.slice(old.length - behind)];
  const affected = dependentsOf(
    [...replaced, ...fresh].flatMap(({ names }) => names),
    kept,
  );
  // A substring keeps its whole parent string alive, so each section takes its text from the newest version.
  const stays = (section: Section, index: number): Section => {
    const current = affected.has(section) ? unlinked(section) : section;
    return Object.assign(current, wanted[index]);
  };
  const sections = [
    ...kept.slice(0, before).map(stays),
    ...fresh,
    ...kept.slice(before).map((section, index) => stays(section, wanted.length - behind + index)),
  ];
  const places = placesOf(sections);
  const moved = known?.places.slice(old.length - behind) ?? [];
  moved.forEach((place, index) => {
    const at = places[sections.length - behind + index];
    const by = { offset: at.offset - place.offset, line: at.line - place.line };
    moveTree(sections[sections.length - behind + index].movable, by);
  });
  fresh.forEach(({ movable }, index) => {
    moveTree(movable, places[before + index]);
  });
  return { sections, places, signature: sections.map(({ signature }) => signature).join('\n') };
}

function placesOf(sections: readonly Section[]): Place[] {
  let offset = 0;
  let line = 0;
  return sections.map(({ text }) => {
    const place = { offset, line };
    offset += text.length;
    line += lineEnds(text);
    return place;
  });
}

/** Combines sections into a file with its tree and its errors. */
export function fileOf(text: string, reading: Reading): ParseResult<File> {
  const { sections, places } = reading;
  const builder = new CstNodeBuilder();
  const root = builder.buildRootNode(text);
  builder.appendChildren(
    root,
    sections.flatMap(({ content }) => content),
  );
  const file: File = {
    $type: 'File',
    $cstNode: root,
    imports: sections.flatMap(({ imports }) => imports),
    declarations: sections.flatMap(({ declarations }) => declarations),
  };
  (root as Mutable<RootCstNode>).astNode = file;
  contain(file, 'imports');
  contain(file, 'declarations');
  rememberReading(file, reading);
  return {
    value: file,
    lexerErrors: toldOnce(
      text,
      sections.flatMap((section, index) => section.lexerErrors.map((error) => movedLexingError(error, places[index]))),
    ),
    parserErrors: sections.flatMap((section, index) =>
      section.parserErrors.map((error) => movedParsingError(error, places[index])),
    ),
  };
}

function contain(file: File, property: 'imports' | 'declarations'): void {
  file[property].forEach((node: Mutable<AstNode>, index) => {
    node.$container = file;
    node.$containerProperty = property;
    node.$containerIndex = index;
  });
}

/** A word with letters that are not allowed in names is reported only at its first occurrence. */
function toldOnce<E extends { message: string; offset: number; length: number }>(text: string, errors: E[]): E[] {
  const told = new Set<string>();
  return errors.filter(({ message, offset, length }) => {
    if (message !== NOT_A_NAME) return true;
    const word = text.slice(offset, offset + length);
    return !told.has(word) && told.add(word);
  });
}

export type Child = Node | string | null | undefined | false;

export interface Attributes {
  class?: string;
  [attribute: string]: string | number | boolean | undefined;
}

/*
 * Elements that templates cannot make: the drawing of a plot, and what follows the pointer over it. The templates
 * contain these elements. Strings become text nodes, so no text of a scenario can become markup. An attribute that is
 * false or undefined is left out; one that is true has no value.
 */

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * As {@link element}, for SVG. Presentation attributes set the style, since a strict content security policy allows
 * these.
 */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(parent: Element, children: Child[]): void {
  parent.append(...children.filter(isPresent));
}

function isPresent(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false;
}

import { nothing, render, type TemplateResult } from 'lit-html';
import { Directive, directive } from 'lit-html/directive.js';
import { html } from '../words/html.js';
import { element } from './elements.js';
import { ICONS } from './icons.js';

export interface MenuItem {
  title: string;
  run: () => void;
}

/** The button that opens a menu. */
export interface MenuTrigger {
  class: string;
  content: unknown;
  /** The name for screen readers; absent where the content is a text. */
  label?: string;
}

/** A button that opens a menu: arrows move, Enter chooses, Escape and a click elsewhere close. */
class Menu {
  readonly element = element('div', { class: 'menu-anchor' });
  #trigger: MenuTrigger = { class: '', content: '' };
  #items: () => readonly MenuItem[] = () => [];
  #isOpen = false;

  constructor() {
    this.element.addEventListener('focusout', (event) => {
      if (!this.element.contains(event.relatedTarget as Node | null)) this.#close(false);
    });
  }

  update(trigger: MenuTrigger, items: () => readonly MenuItem[]): void {
    this.#trigger = trigger;
    this.#items = items;
    this.#render();
  }

  #render(): void {
    const { class: looks, content, label } = this.#trigger;
    render(
      html`
        <button type="button" class=${looks} aria-haspopup="menu" aria-expanded=${this.#isOpen}
          aria-label=${label ?? nothing} title=${label ?? nothing}
          @click=${() => (this.#isOpen ? this.#close(true) : this.#open())}
          @keydown=${(event: KeyboardEvent) => this.#openByKey(event)}>${content}</button>
        <div class="menu" role="menu" ?hidden=${!this.#isOpen}
          @keydown=${(event: KeyboardEvent) => this.#move(event)}>${this.#isOpen ? this.#items().map((item) => this.#item(item)) : []}</div>
      `,
      this.element,
    );
  }

  #item({ title, run }: MenuItem): TemplateResult {
    const choose = () => {
      this.#close(true);
      run();
    };
    return html`<button type="button" role="menuitem" tabindex="-1" @click=${choose}>${title}</button>`;
  }

  #open(): void {
    this.#isOpen = true;
    this.#render();
    this.#buttons()[0]?.focus();
  }

  #close(focus: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (focus) this.element.querySelector('button')?.focus();
    this.#render();
  }

  #openByKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#open();
  }

  #move(event: KeyboardEvent): void {
    const all = this.#buttons();
    const place = all.indexOf(document.activeElement as HTMLElement);
    const target = {
      ArrowDown: all[(place + 1) % all.length],
      ArrowUp: all[(place - 1 + all.length) % all.length],
      Home: all[0],
      End: all[all.length - 1],
    }[event.key];
    if (event.key === 'Escape') this.#close(true);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  #buttons(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }
}

/** Keeps a menu in a template, so that it stays open while the page changes. */
class MenuDirective extends Directive {
  readonly #menu = new Menu();

  render(trigger: MenuTrigger, items: () => readonly MenuItem[]): HTMLElement {
    this.#menu.update(trigger, items);
    return this.#menu.element;
  }
}

/** A menu in a template. */
export const menu = directive(MenuDirective);

/** The button that opens the export menu. */
export const EXPORT: MenuTrigger = { class: 'secondary with-chevron', content: html`Export${ICONS.chevron()}` };

import { element, replaceChildren } from '../elements.js';

export interface MenuItem {
  title: string;
  run: () => void;
}

/** A button that opens a menu: arrows move, Enter chooses, Escape and a click elsewhere close. */
export function createMenu(trigger: HTMLButtonElement, items: () => readonly MenuItem[]): HTMLElement {
  const list = element('div', { class: 'menu', role: 'menu', hidden: true });
  const wrapper = element('div', { class: 'menu-anchor' }, trigger, list);
  trigger.setAttribute('aria-haspopup', 'menu');
  trigger.setAttribute('aria-expanded', 'false');

  const close = (focus: boolean) => {
    list.hidden = true;
    trigger.setAttribute('aria-expanded', 'false');
    if (focus) trigger.focus();
  };
  const open = () => {
    replaceChildren(
      list,
      ...items().map((item) => {
        const made = element('button', { type: 'button', role: 'menuitem', tabindex: -1 }, item.title);
        made.addEventListener('click', () => {
          close(true);
          item.run();
        });
        return made;
      }),
    );
    list.hidden = false;
    trigger.setAttribute('aria-expanded', 'true');
    (list.firstElementChild as HTMLElement | null)?.focus();
  };

  trigger.addEventListener('click', () => (list.hidden ? open() : close(true)));
  trigger.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open();
  });
  list.addEventListener('keydown', (event) => {
    const all = [...list.children] as HTMLElement[];
    const place = all.indexOf(document.activeElement as HTMLElement);
    const target = {
      ArrowDown: all[(place + 1) % all.length],
      ArrowUp: all[(place - 1 + all.length) % all.length],
      Home: all[0],
      End: all[all.length - 1],
    }[event.key];
    if (event.key === 'Escape') close(true);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
  wrapper.addEventListener('focusout', (event) => {
    if (!wrapper.contains(event.relatedTarget as Node | null)) close(false);
  });
  return wrapper;
}

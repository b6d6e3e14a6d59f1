import type { ShippedPackage } from './shipped-packages.js';

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The notices of packages; a text shared by several appears once, after all of their names. */
export function noticesText(packages: readonly ShippedPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, licence, texts } of packages) {
    const text = texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`]);
  }
  const notices = [...byText].map(([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}`);
  return [
    `Twinchain ships parts of ${packages.length} packages. Their licences ask that their copyrights and terms are passed on.`,
    ...notices,
  ].join(RULE);
}

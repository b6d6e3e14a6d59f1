/** Stands in for VS Code where only its texts matter: they are English, with their arguments filled in. */
export const l10n = {
  t: (message: string, ...args: (string | number | boolean)[]) =>
    message.replace(/\{(\d+)\}/g, (_, place: string) => String(args[Number(place)])),
};

/** Where the page finds its parts; addresses as the page itself may use them. */
export interface PanelResources {
  script: string;
  style: string;
  /** What the content security policy calls the place that scripts and styles come from. */
  source: string;
  /** Unguessable and new for every page: only the script that carries it runs. */
  nonce: string;
  /** What the panel says in the language of the editor, by what it is in English. */
  texts: Readonly<Record<string, string>>;
}

/** The panel's page: nothing inline but data, nothing remote, and no script but ours. */
export function panelHtml({ script, style, source, nonce, texts }: PanelResources): string {
  const policy = [
    "default-src 'none'",
    `img-src ${source} data:`,
    `style-src ${source}`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>Twinchain results</title>
  </head>
  <body>
    <div id="panel"></div>
    <script type="application/json" id="texts">${JSON.stringify(texts).replaceAll('<', '\\u003c')}</script>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

/** The parts of the page, by their addresses. */
export interface PanelResources {
  script: string;
  style: string;
  /** Source of scripts and styles in the content security policy. */
  source: string;
  /** Unguessable and new for every page: only the script that carries it runs. */
  nonce: string;
  /** Texts in the language of the editor, by the English texts. */
  texts: Readonly<Record<string, string>>;
}

/** The panel's page: no inline content except data, no remote content, and no other script than ours. */
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

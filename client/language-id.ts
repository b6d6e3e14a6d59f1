/** The id of the language, as in `contributes.languages` of package.json. */
export const LANGUAGE_ID = 'twin';

/** What `contributes.languages` in package.json calls scenario files. */
export const LANGUAGE_ID = 'twin';

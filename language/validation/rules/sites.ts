import { placeNamed } from '../../../engine/model/named-places.js';
import type { SiteDeclaration } from '../../generated/ast.js';
import { coordinatesMustBeOnEarth } from '../../values/places.js';
import type { Report } from '../report.js';

/** A site must have coordinates, and a name that is not already a place. */
export function siteMustBeOnEarth(site: SiteDeclaration, report: Report): void {
  if (site.latitude && site.longitude) coordinatesMustBeOnEarth(site, report);
  if (!site.name || !placeNamed(site.name)) return;
  report({
    code: 'name/duplicate',
    message: `"${site.name}" is already a place in the table; give the site another name.`,
    node: site,
    property: 'name',
  });
}

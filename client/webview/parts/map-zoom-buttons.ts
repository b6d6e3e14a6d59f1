import type { TemplateResult } from 'lit-html';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import { zoomButtons } from '../dom/zoom-buttons.js';
import { MAX_ZOOM, WHOLE_MAP, zoomedMap } from '../figures/map-view.js';
import { t } from '../words/texts.js';

/** The buttons of the map of a network. */
export function mapZoomButtons(
  { map }: PanelChoices,
  choose: (choices: Partial<PanelChoices>) => void,
): TemplateResult {
  const view = map ?? WHOLE_MAP;
  return zoomButtons({
    name: t('the map'),
    shown: view.zoom === 1 ? '' : `${Number(view.zoom.toPrecision(2))}×`,
    isWhole: view.zoom === 1,
    isClosest: view.zoom >= MAX_ZOOM,
    by: (factor) => {
      const next = zoomedMap(view, factor, { x: 0.5, y: 0.5 });
      choose({ map: next.zoom === 1 ? null : next });
    },
    reset: () => choose({ map: null }),
  });
}

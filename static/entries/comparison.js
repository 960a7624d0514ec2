// Comparison: what only those load who colour lines by something else than the transport, or open small maps.

import {groupRows} from '../map/group_rows.js';
import {COLOURS, Colouring} from '../model/colouring.js';
import {CountryMap} from '../panels/country_map.js';
import {SmallMaps} from '../panels/small_maps.js';

export const comparison = {COLOURS, Colouring, CountryMap, SmallMaps, groupRows};

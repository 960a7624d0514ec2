// Trip layer: the trips of a view on a Leaflet map. Needs Leaflet (`L`); follows the page's store.

import {el} from '../elements/dom.js';
import {MAX_LISTED, Tip, tripList} from '../elements/tip.js';
import {addAnnotations} from './annotations.js';
import {BaseMap} from './basemap.js';
import {readColours} from '../elements/colours.js';
import {clearingMove} from './clearance.js';
import {cooperate} from './gestures.js';
import {KeyboardList} from './keyboard.js';
import {Legend} from './legend.js';
import {Lines} from './lines.js';
import {Outside} from './outside.js';
import {PlaceNames} from './placenames.js';
import {Places} from './places.js';
import {Play} from './play.js';
import {basisName} from '../model/basis.js';
import {enclosing, formatBounds, middleOf, nearestCopy} from '../model/bounds.js';
import {mercator, WORLD} from '../model/mercator.js';
import {nextUrgentTask} from '../model/tasks.js';
import {busiest} from '../model/traffic.js';

/** @typedef {import('../../tools/stubs/types.js').Changed} Changed */
/** @typedef {import('../../tools/stubs/types.js').Comparison} Comparison */
/** @typedef {import('../../tools/stubs/types.js').Trip} Trip */

/**
 * @typedef {L.LayerOptions & OwnOptions} TripLayerOptions
 *
 * @typedef {object} OwnOptions
 * @property {import('./basemap.js').World} world the base map
 * @property {(() => Promise<import('./basemap.js').Detail>) | null} detail fetches the finer base map of Korea
 * @property {(() => Promise<import('./basemap.js').Closer>) | null} closer fetches lakes, rivers and cities
 * @property {(() => Promise<import('./basemap.js').CityNames>) | null} cityNames fetches those of another language
 * @property {() => boolean} resting whether the reader wants no motion
 * @property {{url: string, credit: string} | null} [tiles] the host's tiles, if any
 */

/** @typedef {{center: L.LatLng, zoom: number}} Aim where a flight of the map ends */

const MAX_LINES = 2000; // segments drawn at the most, the busiest
const MAX_CLEARED = 100; // places that the legend and the controls are kept off
const MOST_OF_THE_WORLD = 0.75 * WORLD; // px at zoom 0
const MARK = 12; // px from the middle of a stop's mark to its edge
const EDGE = 24; // px that stops keep from the edge of the map where they are moved from under a control
const LEAST_ROOM = 200; // px beside what covers the map; where there is less, the trips are framed as if nothing did
const LOW_ROOM = 120; // px above a card in a low frame, where legend and play bar give way to the trip
const LEGEND_ROOM = {x: 760, y: 420}; // px of the map that the open legend needs beside the trips
const MIN_ZOOM = 2; // of a map wide enough to show the world at it
const OVER_LINES = '.place, .tip, .leaflet-control'; // what stands over the lines and hides them

export class TripLayer extends L.Layer {
  /** @type {import('../elements/colours.js').Colours | null} */
  #colours = null;
  /** @type {string | null} where the map was after its last move, as a link says it */
  #at = null;
  #hovered = -1;
  #placed = false;
  #ended = new AbortController();
  #nextFit = 0;
  /** @type {Comparison | null} once it is loaded */
  #comparison = null;
  /** @type {import('../model/colouring.js').Colouring | null} */
  #colouring = null;
  #sizes = new ResizeObserver(() => {
    this.moving = true;
    this.map.invalidateSize({animate: false});
    this.moving = false;
  });
  /** Resolves once lines, land and names are drawn. */
  drawn = Promise.resolve();
  /** Whether our code is moving the map, and not the reader. */
  moving = false;
  /** Whether the last pointer was a finger or a pen. */
  touched = false;

  /**
   * @param {L.Map} map
   * @param {import('../model/view.js').Store} store
   * @param {TripLayerOptions} options
   */
  constructor(map, store, options) {
    super();
    const container = map.getContainer();
    this.map = map;
    this.options = options;
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', this.words.translate('map'));
    this.baseMap = new BaseMap(
      options.world, options.detail, options.closer, () => this.colours(), options.cityNames);
    this.lines = new Lines(this.trips, () => this.colours());
    this.panes = createPanes(map);
    if (options.tiles) addTiles(map, options.tiles);
    this.lines.addTo(map);
    this.tip = new Tip(container);
    this.places = new Places(map, this);
    this.outside = new Outside(map, this);
    this.play = new Play(map, this);
    this.legend = new Legend(this.trips, this.words, facet => store.write({colour: facet}, {isStep: true}));
    this.legend.addTo(map, Boolean(store.view.colour));
    this.names = new PlaceNames(map, this, this.panes.names);
    this.keyboard = new KeyboardList(container, this);
    addAnnotations(map, this.panes.annotations, this.trips.about.publication?.annotations ?? []);
  }

  /** Leaflet calls this when the layer is put on its map. */
  onAdd() {
    const {map} = this, container = map.getContainer();
    this.#addButtons();
    this.names.watchControls();
    cooperate(map, this.words);
    this.#addCredits();
    this.#allowWorld();
    this.#listen(container);
    this.store.follow((_, changed) => this.#follow(changed));
    this.drawn = this.#drawRest();
    return this;
  }

  /** Lay out, and draw names and land, in tasks: on a phone, all at once would take longer than a tap may wait. */
  async #drawRest() {
    await nextUrgentTask();
    this.names.measureControls();
    await nextUrgentTask();
    this.names.update();
    await nextUrgentTask();
    this.baseMap.addTo(this.map);
    this.map.getContainer().dataset.state = 'ready';
  }

  /** Stop all that goes on by itself, before the map's element leaves the page and another one follows. */
  end() {
    this.play.pause();
    this.#ended.abort();
    cancelAnimationFrame(this.#nextFit);
    this.#sizes.disconnect();
    this.map.off().stop(); // in this order, for stopping moves the map
    delete this.map.getContainer().dataset.state;
  }

  #addButtons() {
    const {words} = this, fit = el('button', {type: 'button', class: 'fit', title: words.translate('fit')});
    fit.setAttribute('aria-label', words.translate('fit'));
    fit.addEventListener('click', () => this.showAll());
    L.DomEvent.disableClickPropagation(fit);
    const titles = {zoomInTitle: words.translate('zoom_in'), zoomOutTitle: words.translate('zoom_out')};
    const zoom = L.control.zoom({position: 'topright', ...titles});
    zoom.addTo(this.map).getContainer()?.append(fit);
  }

  #addCredits() {
    const {map: {attributionControl: credits}, trips, words} = this;
    credits.setPrefix('Leaflet').addAttribution(words.translate('credits_map'));
    if (trips.traced.some(source => source.includes('OpenStreetMap'))) {
      credits.addAttribution(words.translate('credits_ways'));
    }
  }

  /** @param {HTMLElement} container */
  #listen(container) {
    const {map} = this;
    // A tap is no hover: a tip shown before the tap's click would lie under the finger and take it.
    container.addEventListener('pointerover', event => { this.touched = event.pointerType !== 'mouse'; }, true);
    const extend = () => setTimeout(() => this.#extend()); // before the reader moves the map
    for (const event of ['pointerover', 'focusin']) container.addEventListener(event, extend, {once: true});
    map.on('moveend', () => this.places.recentre());
    map.on('moveend', () => this.#moved());
    map.on('resize', () => this.#resized());
    map.on('moveend zoomend resize', () => this.names.update());
    this.baseMap.on('closer', () => this.names.update());
    this.#sizes.observe(container);
    map.on('mousemove', event => this.#hover(event)).on('mouseout', event => this.leave(event));
    map.on('click', event => this.#click(event));
    document.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!this.tip.hidden) event.preventDefault(); // one Escape closes one thing
      else if (document !== this.store.window.document) this.store.select(null); // the page does not hear this frame
      this.tip.hide();
    }, {signal: this.#ended.signal});
  }

  /** The colours of the theme, read once from the style sheet and again after a change of theme. */
  colours() {
    this.#colours ??= readColours(this.map.getContainer(), this.#colouring ? this.#comparison?.COLOURS : []);
    return this.#colours;
  }

  /**
   * Frame the trips shown, or the selected one.
   * @param {{animate?: boolean}} [options]
   */
  fit({animate = false} = {}) {
    cancelAnimationFrame(this.#nextFit);
    this.#nextFit = 0;
    const aim = this.#fitting(), {map} = this;
    this.moving = false;
    if (!aim || this.#isAt(aim)) return;
    const {center, zoom} = aim;
    const flies = animate && !this.places.painted && !this.options.resting();
    map.getContainer().classList.toggle('flying', flies);
    if (flies) this.#extend();
    const fly = () => map.flyTo(center, zoom, {duration: 0.6});
    const jump = () => map.setView(center, zoom, {animate: false});
    this.#go(flies ? fly : jump);
  }

  /** Draw land and lines beyond the edges of the map as well. */
  #extend() {
    this.baseMap.extend();
    this.lines.extend();
  }

  /** Frame the trips after the next paint, so that what was chosen is seen at once. */
  #fitSoon() {
    cancelAnimationFrame(this.#nextFit);
    this.moving = true;
    this.#nextFit = requestAnimationFrame(() => setTimeout(() => this.#nextFit && this.fit({animate: true})));
  }

  /** Give up where the reader moved the map, and frame the trips. */
  showAll() {
    if (this.store.view.at) this.store.write({at: null});
    else this.#fitSoon();
  }

  /** @returns {Aim | null} the centre and zoom that show the selected trip, or else those shown */
  #fitting() {
    const {store: {trip, shown, covered}, map} = this, isFramed = trip && !this.play.showsAll;
    const selected = isFramed && shown.includes(trip.index);
    const framed = selected ? Uint32Array.of(trip.index) : shown, bounds = this.#bounds(framed), size = map.getSize();
    if (!bounds) return null;
    const aim = map._getBoundsCenterZoom(bounds, framing(size, covered)), left = this.#legendOver(aim, framed);
    const clear = left ? map._getBoundsCenterZoom(bounds, framing(size, {...covered, left})) : aim;
    return this.#fromUnderControls(clear, bounds, framed);
  }

  /**
   * An aim with the map moved by as little as keeps its controls off the stops, of other trips too where that can be.
   * @param {Aim} aim
   * @param {L.LatLngBounds} bounds of what is framed
   * @param {Uint32Array} framed
   * @returns {Aim}
   */
  #fromUnderControls({center, zoom}, bounds, framed) {
    const {trips: {markers}, store: {covered, shown}, map} = this, size = map.getSize();
    if (markers.all.length > MAX_CLEARED) return {center, zoom};
    const corner = map.project(center, zoom).subtract(size.divideBy(2));
    const at = (/** @type {[number, number]} */ [lat, lon]) => map.project(L.latLng(lat, lon), zoom).subtract(corner);
    const inside = markers.visits(framed).counts, {counts} = markers.visits(shown);
    const stops = {framed: /** @type {[number, number][]} */ ([]), others: /** @type {[number, number][]} */ ([])};
    for (const {index, place: {lat, lon}} of markers.all) {
      const {x, y} = at([lat, nearestCopy(lon, center.lng)]), kind = inside[index] ? 'framed' : 'others';
      if (counts[index]) stops[kind].push([x, y]);
    }
    const {x: west, y: north} = at([bounds.getNorth(), bounds.getWest()]);
    const {x: east, y: south} = at([bounds.getSouth(), bounds.getEast()]);
    const room = /** @type {const} */ ([
      covered.left + EDGE, EDGE, size.x - covered.right - EDGE, size.y - covered.bottom - EDGE]);
    const [x, y] = clearingMove(stops, controlBoxes(map, covered), [west, north, east, south], [...room]);
    return x || y ? {center: map.unproject(map.project(center, zoom).subtract([x, y]), zoom), zoom} : {center, zoom};
  }

  /**
   * How much of the map's left the open legend takes, in px, where it would lie over a stop of trips; else 0.
   * @param {Aim} aim
   * @param {Uint32Array} framed
   */
  #legendOver({center, zoom}, framed) {
    const {legend: {box}, trips: {markers}, map} = this;
    if (!box.open || markers.all.length > MAX_CLEARED) return 0;
    const frame = map.getContainer().getBoundingClientRect(), {top, right} = box.getBoundingClientRect();
    const size = map.getSize(), middle = map.project(center, zoom), {counts} = markers.visits(framed);
    const isOver = markers.all.some(({index, place}) => {
      const at = L.latLng(place.lat, nearestCopy(place.lon, center.lng));
      const {x, y} = map.project(at, zoom).subtract(middle).add(size.divideBy(2));
      return counts[index] && x < right - frame.left + MARK && y > top - frame.top - MARK;
    });
    return isOver ? right - frame.left : 0;
  }

  /** @param {Aim} aim */
  #isAt({center, zoom}) {
    const {map} = this;
    return zoom === map.getZoom() && map.project(center).distanceTo(map.project(map.getCenter())) < 1;
  }

  /** Draw everything again in the colours of the current theme. */
  repaint() {
    this.#colours = null;
    this.baseMap.draw();
    this.lines.draw();
    // Tiles are drawn for light pages: in a dark one their lightness is inverted, and they keep their hues.
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    this.panes.tiles.style.filter = dark ? 'invert(1) hue-rotate(180deg)' : '';
  }

  /** @param {Changed} changed */
  #follow(changed) {
    const {view} = this.store;
    if (changed.facets) this.#show();
    if (changed.colour) this.#colourBy(view.colour);
    if (changed.facets || changed.trip) this.updateSelection();
    if (changed.covered || !this.#placed) this.#clearCovered();
    if (changed.at && view.at) this.#goTo(view.at);
    else if (!this.#placed) this.fit();
    else if (!view.at) this.#fitSoon();
    if (changed.facets && this.#placed) this.names.updateSoon(); // after the map has framed what is shown
    if (!this.#placed && !this.#at) this.lines.draw(); // a move has drawn them where they are to be
    this.#placed = true;
    this.outside.follow(changed);
    this.play.follow(changed);
  }

  /**
   * Colour the lines by a facet, whose code is loaded at its first use.
   * @param {import('../../tools/stubs/types.js').View['colour']} facet "" for the transport
   */
  async #colourBy(facet) {
    if (facet) this.#comparison ??= await this.store.comparison?.load(document).catch(() => null) ?? null;
    if (facet !== this.store.view.colour) return; // chosen otherwise meanwhile
    if (facet && !this.#comparison) return this.legend.tell(this.words.translate('data_failed'));
    if (!facet && !this.#colouring) return this.legend.colour('', []);
    this.#colouring = this.#comparison && facet ? new this.#comparison.Colouring(this.trips, facet) : null;
    this.#colours = null;
    this.#colourLines();
    this.lines.draw();
  }

  /** Give the lines shown the colours of their groups, and explain them. */
  #colourLines() {
    const {lines, legend, store: {shown, view}, words} = this;
    const colouring = this.#colouring, comparison = this.#comparison;
    lines.coloured = colouring && comparison ? {groups: colouring.segments(shown), colours: comparison.COLOURS} : null;
    const rows = colouring && comparison ? comparison.groupRows(colouring, shown, lines, words) : [];
    legend.colour(colouring ? view.colour : '', rows);
    this.map.getContainer().dataset.colour = colouring ? view.colour : 'mode';
  }

  #foldLegend() {
    const {left, right, bottom} = this.store.covered, {x, y} = this.map.getSize();
    this.legend.fold(x - left - right < LEGEND_ROOM.x || y < LEGEND_ROOM.y || bottom > 0);
  }

  /** Move the controls, and the names, away from what lies over the map. */
  #clearCovered() {
    const {style} = this.map.getContainer(), {covered} = this.store;
    this.#foldLegend();
    for (const [edge, px] of Object.entries(covered)) style.setProperty(`--covered-${edge}`, `${px}px`);
    style.setProperty('--free', `${this.map.getSize().x - covered.left - covered.right}px`);
    this.map.getContainer().classList.toggle('low', isLow(this.map.getSize().y, covered.bottom));
    if (!this.#placed) return; // at first they are measured once all is laid out
    this.names.measureControls();
    this.names.update();
  }

  /**
   * Fade the selected trip like the others while its way is being drawn.
   * @param {boolean} muted
   */
  mute(muted) {
    if (this.lines.muted === muted) return;
    this.lines.muted = muted;
    this.lines.draw();
  }

  #show() {
    const {store, trips, lines, places} = this, {shown} = store, container = this.map.getContainer();
    const traffic = trips.traffic(shown);
    lines.show(busiest(traffic.count, MAX_LINES), traffic);
    places.show(trips.markers.visits(shown));
    this.legend.show(shown, traffic, lines);
    if (this.#colouring) this.#colourLines();
    this.keyboard.show(shown, places.items);
    places.spread();
    container.dataset.trips = String(shown.length);
    container.dataset.lines = String(lines.segments.length);
    container.dataset.places = String(places.items.length);
    container.setAttribute('aria-description', this.words.sentence(store.summary).join(''));
  }

  /** Highlight the selected trip: its lines stay strong and on top, the others fade. */
  updateSelection() {
    const selected = this.store.trip;
    this.lines.highlighted = selected && this.trips.segmentsOf(selected);
    this.places.mark(selected);
    if (this.#placed) this.lines.draw();
    this.keyboard.mark(selected);
  }

  /**
   * What the colours of a trip's lines stand for; "" where that is the transport.
   * @param {number} trip
   */
  describe(trip) {
    return this.#colouring?.describe(trip) ?? '';
  }

  /**
   * The content of a segment's tip: its ends, and the trips that use it.
   * @param {number} index
   */
  #content(index) {
    const {trips, words} = this, {start, end, mode} = trips.segment(index);
    const over = trips.tripsOver(index, this.store.shown);
    const rows = over.slice(0, MAX_LISTED).map(({trip: number, basis}) => {
      const trip = trips.trip(number), known = basis ? words.translate(basisName(basis)) : '';
      const remark = [this.describe(number), known].filter(Boolean).join(' · ');
      return {trip, legs: trip.legs.filter(leg => leg.mode === mode), remark};
    });
    const heading = words.translate('leg', {from: trips.label(start), to: trips.label(end)});
    return tripList(heading, '', rows, words, trip => this.select(trip), over.length - rows.length);
  }

  /**
   * The line under the pointer, or -1.
   * @param {L.LeafletMouseEvent} event
   */
  #under({originalEvent, layerPoint}) {
    return isOver(originalEvent.target, OVER_LINES) ? -1 : this.lines.under(layerPoint);
  }

  /**
   * The painted mark under the pointer, if any; marks that are elements hear of it themselves.
   * @param {L.LeafletMouseEvent} event
   */
  #markUnder({originalEvent, containerPoint}) {
    const {painted} = this.places;
    return painted && !isOver(originalEvent.target, OVER_LINES) ? painted.under(containerPoint) : null;
  }

  /** @param {L.LeafletMouseEvent} event */
  #hover(event) {
    const visit = this.touched ? null : this.#markUnder(event), before = this.#hovered;
    const index = this.touched || visit ? -1 : this.#under(event);
    this.#hovered = index;
    this.map.getContainer().classList.toggle('over-line', index >= 0 || visit !== null);
    this.places.painted?.hover(visit);
    if (visit || this.tip.pinned || this.touched) return;
    if (index < 0) {
      if (!isOver(event.originalEvent.target, OVER_LINES)) this.tip.hide();
    } else if (index === before) this.tip.move(event.containerPoint);
    else this.tip.show(this.#content(index), event.containerPoint);
  }

  /**
   * Hide the tip when the pointer leaves the map or a place, unless it goes into the tip. The event says where the
   * pointer goes; the browser's hover state may be older.
   * @param {L.LeafletMouseEvent} event
   */
  leave({originalEvent: {relatedTarget, target}}) {
    this.#hovered = -1;
    this.places.painted?.hover(null);
    if (!this.tip.pinned && !isOver(relatedTarget ?? target, '.tip')) this.tip.hide();
  }

  /** @param {L.LeafletMouseEvent} event */
  #click(event) {
    const visit = this.#markUnder(event), index = this.#under(event), {trips, tip} = this;
    if (isOver(event.originalEvent.target, OVER_LINES)) return;
    if (visit) return this.places.choose(visit);
    if (index < 0 && tip.hidden) this.store.select(null);
    else if (index < 0) tip.hide();
    else if (this.lines.traffic.count[index] > 1) tip.show(this.#content(index), event.containerPoint, true);
    else this.select(trips.trip(trips.tripsOver(index, this.store.shown)[0].trip));
  }

  /**
   * Select a trip and let the page follow.
   * @param {Trip} trip
   */
  select(trip) {
    this.tip.hide();
    this.store.select(trip);
  }

  /**
   * Show the tip of a trip at its first stop away from home, or of a place at its mark.
   * @param {import('./keyboard.js').Item} item
   */
  showItem({trip, visit}) {
    const {map} = this, place = visit ? visit.place : this.#firstAway(trip);
    if (!place) return;
    const at = L.latLng(place.lat, place.lon);
    if (!map.getBounds().contains(at)) this.#go(() => map.panTo(at, {animate: false}));
    const select = (/** @type {Trip} */ chosen) => this.select(chosen);
    const content = visit ? this.places.content(visit) : tripList(trip.title, '', [{trip}], this.words, select);
    this.tip.show(content, map.latLngToContainerPoint(at), true);
  }

  /**
   * The first destination of a trip's legs that is not home.
   * @param {Trip} trip
   */
  #firstAway(trip) {
    const {places, markers} = this.trips;
    for (const {stops} of trip.legs) {
      const [place] = stops[stops.length - 1];
      if (typeof place === 'number' && !markers.all[markers.of[place]].home) return places[place];
    }
    return null;
  }

  /**
   * What trips reach over, each line and place at the copy that is nearest to those before it, and to the map. Where
   * that is most of the world, what their places reach over: lines around its other side come in from there.
   * @param {Uint32Array} shown
   */
  #bounds(shown) {
    const {trips, lines, map} = this, {present} = trips.markers.visits(shown);
    const {count} = shown === this.store.shown ? lines.traffic : trips.traffic(shown);
    const places = trips.markers.all.filter(({index}) => present[index]).map(({place}) => place);
    const points = places.map(({lon, lat}) => { const [x, y] = mercator(lon, lat); return [x, y, x, y]; });
    const boxes = Array.from(lines.segments).filter(index => count[index]).map(index => lines.box(index));
    const near = this.#placed ? map.project(map.getCenter(), 0).x : null, all = enclosing([...boxes, ...points], near);
    if (all[0] > all[2]) return null;
    const isWide = all[2] - all[0] > MOST_OF_THE_WORLD, [, north,, south] = all;
    const around = () => mercator(middleOf(places.map(({lon}) => lon)), 0)[0];
    const [west,, east] = isWide ? enclosing(points, around()) : all;
    return L.latLngBounds(map.unproject([west, south], 0), map.unproject([east, north], 0));
  }

  /**
   * Move the map to the position that a link has, unless the reader has just moved it there.
   * @param {number[]} at
   */
  #goTo(at) {
    if (String(at) === this.#at) return;
    const [first, second, third, east] = at;
    this.#go(() => (east === undefined
      ? this.map.setView([first, second], third, {animate: false})
      : this.map.fitBounds([[first, second], [third, east]], {animate: false})));
  }

  /**
   * Move the map without writing `at`: only the reader's own moves are kept in the URL.
   * @param {() => void} move
   */
  #go(move) {
    this.moving = true;
    this.map.once('moveend', () => {
      this.moving = false;
      this.map.getContainer().classList.remove('flying');
    });
    move();
  }

  #moved() {
    const at = this.#position(), before = this.#at;
    this.#at = at;
    if (!this.moving && at !== before) this.store.write({at});
  }

  /** Where the map is, as a link says it. */
  #position() {
    const bounds = this.map.getBounds();
    const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    return formatBounds({south, west, north, east}, this.map.getZoom());
  }

  /** Let a narrow map zoom out until it shows the world, as a wide one does. */
  #allowWorld() {
    const {options} = this.map, {zoomSnap = 1} = options, world = Math.log2(this.map.getSize().x / 256);
    options.minZoom = Math.min(MIN_ZOOM, Math.max(0, Math.ceil(world / zoomSnap) * zoomSnap));
    this.map.fire('zoomlevelschange'); // for the buttons
  }

  /** After a change of the map's size, show the same area or the same trips again; this is not a move by the reader. */
  #resized() {
    const {at} = this.store.view;
    this.#allowWorld();
    this.#foldLegend();
    this.#at = this.#position();
    if (at) this.#goTo(at);
    else this.fit();
  }
}

/**
 * Panes for what the layer draws, by name.
 * @param {L.Map} map
 */
function createPanes(map) {
  const create = (/** @type {string} */ name, /** @type {number} */ order) => {
    const pane = map.createPane(name);
    pane.style.zIndex = String(order);
    return pane;
  };
  return {
    base: create('base', 200), tiles: create('tiles', 201), lines: create('lines', 390), names: create('names', 610),
    annotations: create('annotations', 605),
  };
}

/**
 * Put the host's tiles on the map. They cover the base map where they have loaded.
 * @param {L.Map} map
 * @param {{url: string, credit: string}} tiles
 */
function addTiles(map, {url, credit}) {
  const text = document.createElement('span');
  text.textContent = credit;
  L.tileLayer(url, {pane: 'tiles', attribution: text.innerHTML}).addTo(map);
}

/**
 * The padding that names and controls need around the trips when they are fitted, beside what covers the map.
 * @param {L.Point} size
 * @param {import('../../tools/stubs/types.js').Edges} covered
 * @returns {L.FitBoundsOptions}
 */
function framing({x: width, y: height}, covered) {
  const {left, right} = width - covered.left - covered.right > LEAST_ROOM ? covered : {left: 0, right: 0};
  const bottom = height - covered.bottom > LOW_ROOM ? covered.bottom : 0, low = isLow(height, covered.bottom);
  const side = Math.max(60, Math.min(150, (width - left - right) * 0.16)), isWide = width > 600;
  return {
    paddingTopLeft: [left + side, isWide ? 24 : 30],
    paddingBottomRight: [right + side, bottom + (low ? 30 : isWide ? 60 : bottom ? 104 : 126)],
    maxZoom: 8,
  };
}

/**
 * Whether a card leaves so little of the map's height that the trip needs all of it.
 * @param {number} height of the map
 * @param {number} bottom how much of it is covered
 */
function isLow(height, bottom) {
  return bottom > 0 && height - bottom > LOW_ROOM && height - bottom <= LEAST_ROOM;
}

/**
 * Where the controls stand once they have moved away from what covers the map, each with the room of a mark around it.
 * @param {L.Map} map
 * @param {import('../../tools/stubs/types.js').Edges} covered
 * @returns {import('./labels.js').Box[]}
 */
function controlBoxes(map, covered) {
  const controls = /** @type {NodeListOf<HTMLElement>} */ (map.getContainer().querySelectorAll('.leaflet-control'));
  return Array.from(controls).filter(({offsetWidth}) => offsetWidth).map(control => {
    const corner = /** @type {HTMLElement} */ (control.parentElement), {classList} = corner;
    const aside = classList.contains('leaflet-left') ? covered.left : -covered.right;
    const left = corner.offsetLeft + control.offsetLeft + aside;
    const up = classList.contains('leaflet-bottom') ? covered.bottom : 0;
    const top = corner.offsetTop + control.offsetTop - up;
    return [left - MARK, top - MARK, left + control.offsetWidth + MARK, top + control.offsetHeight + MARK];
  });
}

/**
 * Whether a target of an event is in an element that a selector matches.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
function isOver(target, selector) {
  return target instanceof Element && target.closest(selector) !== null;
}

// Trip layer: the trips of a view on a Leaflet map. Needs Leaflet (`L`); follows the page's store.

import {el} from '../panels/dom.js';
import {BaseMap} from './basemap.js';
import {cooperate} from './gestures.js';
import {Legend} from './legend.js';
import {Lines} from './lines.js';
import {Names} from './placenames.js';
import {Places} from './places.js';
import {Play} from './play.js';
import {Reach} from './keyboard.js';
import {MAX_LISTED, Tip, tripList} from './tip.js';
import {basisName} from '../model/trips.js';
import {position} from '../model/view.js';

const DRAWN = 2000; // segments at the most, the busiest

export const TripLayer = L.Layer.extend({
  /** @param store the page's store; @param options {world, detail, resting, tiles}: base map, whether motion is unwelcome, and the host's tiles if any */
  initialize(store, options) {
    L.setOptions(this, options);
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
  },

  onAdd(map) {
    const container = map.getContainer();
    // A tap is no hover: a tip shown before the tap's click would lie under the finger and take it.
    container.addEventListener('pointerover', event => { this._touched = event.pointerType !== 'mouse'; }, true);
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', this.words.translate('map'));
    for (const [name, order] of [['base', 200], ['tiles', 201], ['lines', 390], ['names', 610]]) map.createPane(name).style.zIndex = order;
    this._ink = inks(container);
    this._base = new BaseMap(this.options.world, this.options.detail, () => this._ink()).addTo(map);
    if (this.options.tiles) this._tile(map, this.options.tiles);
    this._lines = new Lines(this.trips, () => this._ink()).addTo(map);
    this._tip = new Tip(container);
    this._places = new Places(map, this);
    this._play = new Play(map, this);
    this._legend = new Legend(this).addTo(map);
    this._names = new Names(map, this);
    this._reach = new Reach(container, this);
    this._controls(map);
    this._names.watch();
    cooperate(map, this.words);
    map.attributionControl.setPrefix('Leaflet').addAttribution(this.words.translate('credits_map'));
    if (this.trips.traced.some(source => source.includes('OpenStreetMap'))) map.attributionControl.addAttribution(this.words.translate('credits_ways'));
    map.on('moveend', this._moved, this);
    map.on('resize', this._resized, this);
    map.on('moveend zoomend resize', () => this._names.lay());
    new ResizeObserver(() => {
      this._ours = true;
      map.invalidateSize({animate: false});
      this._ours = false;
    }).observe(container);
    map.on('mousemove', event => this._hover(event)).on('mouseout', event => this._leave(event));
    map.on('click', event => this._click(event));
    this.store.currentPosition = () => {
      const {center, zoom} = this._aim ?? {center: map.getCenter(), zoom: map.getZoom()};
      return position(center, zoom);
    };
    this.store.follow((_, changed) => this._follow(changed));
    requestAnimationFrame(() => requestAnimationFrame(() => { container.dataset.state = 'ready'; }));
  },

  /** Tiles hide the base map where they have come; elsewhere it is seen. */
  _tile(map, {url, credit}) {
    const told = document.createElement('span');
    told.textContent = credit;
    L.tileLayer(url, {pane: 'tiles', attribution: told.innerHTML}).addTo(map);
  },

  /** Frame the trips shown, or the selected one. */
  fit({animate = false} = {}) {
    const trip = this.store.trip;
    this._frame(trip && this.store.shown.includes(trip.index) ? [trip.index] : this.store.shown, animate);
  },

  /** Read colours again after a change of theme. */
  repaint() {
    this._ink = inks(this._map.getContainer());
    this._base._update();
    this._lines.draw();
    // Tiles are drawn for light pages: in a dark one they are turned, and keep their hues.
    this._map.getPane('tiles').style.filter = getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'invert(1) hue-rotate(180deg)' : '';
  },

  _follow(changed) {
    const {view} = this.store;
    if (changed.facets) this._show();
    if (changed.facets || changed.trip) this._mark();
    if (changed.at && view.at) this._go(() => this._map.setView([view.at[0], view.at[1]], view.at[2], {animate: false}));
    else if (!this._placed || (changed.trip && view.trip && !view.at)) this.fit({animate: this._placed});
    this._placed = true;
    this._play.follow(changed);
  },

  /** Let the selected trip fade with the others while play draws it. */
  mute(muted) {
    if (this._lines.muted === muted) return;
    this._lines.muted = muted;
    this._lines.draw();
  },

  _show() {
    const {shown} = this.store;
    this._traffic = this.trips.traffic(shown);
    this._lines.show(busiest(this._traffic, DRAWN), this._traffic);
    this._places.show(this.trips.spots.visits(shown));
    this._legend.show(shown, this._traffic, this._lines);
    this._reach.show(shown, this._places.items);
    this._names.lay();
    const {dataset} = this._map.getContainer();
    Object.assign(dataset, {trips: shown.length, lines: this._lines.segments.length, places: this._places.items.length});
    this._map.getContainer().setAttribute('aria-description', this.words.sentence(this.store.summary).join(' '));
  },

  /** Highlight the selected trip: its lines stay strong and on top, the others fade. */
  _mark() {
    const selected = this.store.trip;
    this._lines.chosen = selected && this.trips.segmentsOf(selected);
    this._lines.draw();
    this._places.mark(selected);
    this._reach.mark(selected);
  },

  _content(index) {
    const {start, end, mode} = this.trips.segment(index), over = this.trips.over(index, this.store.shown);
    const rows = over.slice(0, MAX_LISTED).map(({trip: number, basis}) => {
      const trip = this.trips.trip(number);
      return {trip, legs: trip.legs.filter(leg => leg.mode === mode), remark: basis ? this.words.translate(basisName(basis)) : ''};
    });
    const heading = this.words.translate('leg', {from: this.trips.label(start), to: this.trips.label(end)});
    return tripList(heading, '', rows, this.words, trip => this.select(trip), over.length - rows.length);
  },

  /** The line under the pointer, or -1; what stands over the lines hides them. */
  _under({originalEvent, layerPoint}) {
    return originalEvent.target.closest('.place, .tip, .leaflet-control') ? -1 : this._lines.under(layerPoint);
  },

  _hover(event) {
    const index = this._touched ? -1 : this._under(event), before = this._hovered;
    this._hovered = index;
    this._map.getContainer().classList.toggle('over-line', index >= 0);
    if (this._tip.pinned || this._touched) return;
    if (index >= 0) index === before ? this._tip.move(event.containerPoint) : this._tip.show(this._content(index), event.containerPoint);
    else if (!event.originalEvent.target.closest('.place, .tip, .leaflet-control')) this._tip.hide();
  },

  /** The pointer left the map or a place: unless it went into the tip, the tip goes. What the browser takes for hovered may be older. */
  _leave({originalEvent: {relatedTarget, target}}) {
    this._hovered = -1;
    if (!this._tip.pinned && !(relatedTarget ?? target).closest('.tip')) this._tip.hide();
  },

  _click(event) {
    const index = this._under(event);
    if (index < 0) return void this._tip.hide();
    if (this._traffic.count[index] === 1) this.select(this.trips.trip(this.trips.over(index, this.store.shown)[0].trip));
    else this._tip.show(this._content(index), event.containerPoint, true);
  },

  /** Select a trip and let the page follow. */
  select(trip) {
    this._tip.hide();
    this.store.select(trip);
  },

  /** Show the content of a trip at the middle of its drawn line, or of a place at its marker. */
  point(item) {
    const at = item.visit ? L.latLng(item.visit.place.lat, item.visit.place.lon) : this._middle(item.trip);
    if (!at) return;
    if (!this._map.getBounds().contains(at)) this._go(() => this._map.panTo(at, {animate: false}));
    const content = item.visit ? this._places.content(item.visit) : tripList(item.trip.title, '', [{trip: item.trip}], this.words, trip => this.select(trip));
    this._tip.show(content, this._map.latLngToContainerPoint(at), true);
  },

  _middle(trip) {
    const ends = trip.legs.map(leg => this.trips.places[leg.stops.at(-1)[0]]).filter(place => place && !this.trips.spots.all[this.trips.spots.of[place.index]].home);
    return ends.length ? L.latLng(ends[0].lat, ends[0].lon) : null;
  },

  _frame(trips, animate) {
    this._framed = this.store.view.key;
    const bounds = L.latLngBounds([]);
    const {met} = this.trips.spots.visits(trips), {count} = this.trips.traffic(trips);
    for (const {index, place} of this.trips.spots.all) if (met[index]) bounds.extend([place.lat, place.lon]);
    for (const index of this._lines.segments) if (count[index]) bounds.extend(this._lines.bounds(index));
    if (!bounds.isValid()) return;
    const wide = this._map.getSize().x > 600;
    const options = {paddingTopLeft: wide ? [150, 24] : [60, 30], paddingBottomRight: wide ? [150, 60] : [60, 126], maxZoom: 8};
    const aim = this._map._getBoundsCenterZoom(bounds, options), {center, zoom} = aim;
    this._go(() => (animate && !this.options.resting() ? this._map.flyTo(center, zoom, {duration: 0.6}) : this._map.setView(center, zoom, {animate: false})), aim);
  },

  /** Move the map without writing `at`: only the reader's own moves are kept in the URL. A link copied on the way leads to `aim`. */
  _go(move, aim = null) {
    [this._ours, this._aim] = [true, aim];
    this._map.once('moveend', () => { [this._ours, this._aim] = [false, null]; });
    move();
  },

  _moved() {
    const at = position(this._map.getCenter(), this._map.getZoom());
    if (!this._ours && at !== this._at) this.store.write({at});
    this._at = at;
  },

  /** Another size of the frame is no move of the reader's; a view that was framed is framed again. */
  _resized() {
    this._at = position(this._map.getCenter(), this._map.getZoom());
    if (!this.store.view.at && this._framed === this.store.view.key) this.fit();
  },

  _controls(map) {
    const fit = L.DomUtil.create('button', 'fit');
    Object.assign(fit, {type: 'button', title: this.words.translate('fit')});
    fit.setAttribute('aria-label', this.words.translate('fit'));
    fit.addEventListener('click', () => { this.store.write({at: null}); this.fit({animate: true}); });
    L.DomEvent.disableClickPropagation(fit);
    const zoom = L.control.zoom({position: 'topright', zoomInTitle: this.words.translate('zoom_in'), zoomOutTitle: this.words.translate('zoom_out')});
    zoom.addTo(map).getContainer().append(fit);
  },
});

/** The numbers of the busiest segments, at most so many, the busiest last; of equally busy ones the first come later. */
function busiest({count}, most) {
  const {length} = count, least = threshold(count, most), keys = new Float64Array(length);
  let used = 0;
  for (let index = 0; index < length; index++) if (count[index] >= least) keys[used++] = count[index] * length + (length - 1 - index);
  return Uint32Array.from(keys.subarray(0, used).sort().subarray(Math.max(0, used - most)), key => length - 1 - (key % length));
}

/** A number of trips, 1 at least, that no more than the busiest `most` segments and those as busy as the last of them reach. */
function threshold(count, most) {
  const segments = new Uint32Array(count.reduce((one, other) => Math.max(one, other), 0) + 1);
  for (const n of count) segments[n]++;
  let least = segments.length - 1;
  for (let reached = segments[least]; least > 1 && reached < most;) reached += segments[--least];
  return Math.max(1, least);
}

/** The colours of the theme, read once from the style sheet. */
function inks(container) {
  const probe = container.appendChild(el('span', {hidden: true}));
  const names = ['paper', 'ink', 'water', 'ground', 'border', 'rail', 'air', 'road', 'sea', 'foot', 'other'];
  const colours = Object.fromEntries(names.map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return () => colours;
}

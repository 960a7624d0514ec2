// Trip layer: the trips of a view on a Leaflet map. Needs Leaflet (`L`); follows the page's store.

import {el} from './dom.js';
import {BaseMap} from './basemap.js';
import {cooperate} from './gestures.js';
import {Legend} from './legend.js';
import {Names} from './names.js';
import {Places} from './places.js';
import {Play} from './play.js';
import {Reach} from './reach.js';
import {Tip, list} from './tip.js';
import {paint, stroke} from './modes.js';
import {basisName} from './trips.js';
import {position} from './view.js';

const DRAWN = 2000; // segments at the most, the busiest
const CASING = 2.5;

/** A polyline that Leaflet's canvas clips, hits and repaints, drawn in the stroke of its mode. */
const Segment = L.Polyline.extend({
  _updatePath() {
    const {_renderer: renderer, _parts: parts} = this;
    if (!renderer._drawing || !parts.length) return;
    const trace = context => parts.forEach(part => part.forEach((point, at) => (at ? context.lineTo(point.x, point.y) : context.moveTo(point.x, point.y))));
    paint(renderer._ctx, trace, this.stroke, this.ink, this.faded);
    if (this.arrow) arrows(renderer._ctx, parts, this.arrow, this.stroke.width, this.ink, this.faded);
  },
});

/** A canvas that hears the pointer's last move too: Leaflet drops what comes within 32 ms of another, and a tip would stay where nothing is. */
const Canvas = L.Canvas.extend({
  _onMouseMove(event) {
    clearTimeout(this._last);
    if (this._mouseHoverThrottled) this._last = setTimeout(() => this._map && this._onMouseMove(event), 40);
    L.Canvas.prototype._onMouseMove.call(this, event);
  },

  _handleMouseOut(event) {
    clearTimeout(this._last);
    L.Canvas.prototype._handleMouseOut.call(this, event);
  },
});

/** Chevrons along a line that was travelled in one direction only. */
function arrows(context, parts, direction, width, {colour, paper}, faded) {
  context.save();
  context.globalAlpha = faded ? 0.25 : 1;
  context.lineJoin = context.lineCap = 'round';
  for (const part of parts) {
    let until = 45;
    for (let at = 1; at < part.length; at++) {
      const a = part[at - 1], b = part[at], length = a.distanceTo(b);
      for (; until < length; until += 90) chevron(context, a, b, until / length, direction, width + 3, colour, paper);
      until -= length;
    }
  }
  context.restore();
}

function chevron(context, a, b, share, direction, size, colour, paper) {
  const turn = Math.atan2(b.y - a.y, b.x - a.x) + (direction < 0 ? Math.PI : 0);
  context.save();
  context.translate(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
  context.rotate(turn);
  for (const [style, line] of [[paper, 5], [colour, 2.2]]) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.beginPath();
    context.moveTo(-size / 2, -size);
    context.lineTo(size / 2, 0);
    context.lineTo(-size / 2, size);
    context.stroke();
  }
  context.restore();
}

export const TripLayer = L.Layer.extend({
  /** @param store the page's store; @param options {world, detail, resting, tiles}: base map, whether motion is unwelcome, and the host's tiles if any */
  initialize(store, options) {
    L.setOptions(this, options);
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this._lines = new Map();
  },

  onAdd(map) {
    const container = map.getContainer();
    // A tap is no hover: a tip shown before the tap's click would lie under the finger and take it.
    container.addEventListener('pointerover', event => { this._touched = event.pointerType !== 'mouse'; }, true);
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', this.words.say('map'));
    for (const [name, order] of [['base', 200], ['tiles', 201], ['names', 610]]) map.createPane(name).style.zIndex = order;
    this._ink = inks(container);
    this._base = new BaseMap(this.options.world, this.options.detail, () => this._ink()).addTo(map);
    if (this.options.tiles) this._tile(map, this.options.tiles);
    this._canvas = new Canvas({padding: 0.5, tolerance: 6});
    this._tip = new Tip(container);
    this._places = new Places(map, this);
    this._play = new Play(map, this, Segment);
    this._legend = new Legend(this).addTo(map);
    this._names = new Names(map, this);
    this._reach = new Reach(container, this);
    this._controls(map);
    this._names.watch();
    cooperate(map, this.words);
    map.attributionControl.setPrefix('Leaflet').addAttribution(this.words.say('credits_map'));
    if (this.trips.traced.some(source => source.includes('OpenStreetMap'))) map.attributionControl.addAttribution(this.words.say('credits_ways'));
    map.on('moveend', this._moved, this);
    map.on('resize', this._resized, this);
    map.on('moveend zoomend resize', () => this._names.lay());
    new ResizeObserver(() => {
      this._ours = true;
      map.invalidateSize({animate: false});
      this._ours = false;
    }).observe(container);
    map.on('click', () => this._tip.hide());
    this.store.where = () => position(map.getCenter(), map.getZoom());
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
    this._frame(trip && this.store.shown.includes(trip) ? [trip] : this.store.shown, animate);
  },

  /** Read colours again after a change of theme. */
  repaint() {
    this._ink = inks(this._map.getContainer());
    this._base._update();
    // Tiles are drawn for light pages: in a dark one they are turned, and keep their hues.
    this._map.getPane('tiles').style.filter = getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'invert(1) hue-rotate(180deg)' : '';
    this._places.repaint();
    this._restyle();
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
    if (Boolean(this._muted) === muted) return;
    this._muted = muted;
    this._restyle();
  },

  _show() {
    const {shown} = this.store;
    this._traffic = this.trips.traffic(shown);
    const busiest = [...this._traffic].sort((a, b) => b[1].trips.size - a[1].trips.size || a[0] - b[0]).slice(0, DRAWN);
    const wanted = new Map(busiest);
    for (const [index, line] of this._lines) if (!wanted.has(index)) line.remove(), this._lines.delete(index);
    for (const [index, seen] of wanted) this._line(index, seen);
    this._places.show(this.trips.visits(shown));
    this._legend.show(shown, this._traffic, wanted.size);
    this._reach.show(shown, this._places.items);
    this._names.lay();
    const {dataset} = this._map.getContainer();
    Object.assign(dataset, {trips: shown.length, lines: wanted.size, places: this._places.items.length});
    this._map.getContainer().setAttribute('aria-description', this.words.sentence(shown, this.trips.trips.length).join(' '));
  },

  _line(index, seen) {
    const known = this._lines.get(index);
    if (known) return void (known.seen = seen); // its style follows with the others'
    const segment = this.trips.segments[index];
    const line = new Segment(this.trips.way(segment), {renderer: this._canvas, smoothFactor: 1, noClip: this.trips.segments.length < DRAWN});
    line.on('mouseover mousemove', event => this._hover(index, event)).on('mouseout', event => this._leave(event));
    line.on('click', event => this._click(index, event));
    line.seen = seen;
    this._style(line, segment);
    this._lines.set(index, line.addTo(this._map));
  },

  _style(line, {mode}) {
    const {seen} = line, ink = this._ink();
    line.stroke = stroke(mode, basisName(seen.basis), seen.trips.size);
    line.ink = {colour: ink[mode], paper: ink.paper};
    line.arrow = seen.forward && seen.back ? 0 : seen.forward ? 1 : -1;
    const selected = this.store.trip;
    line.faded = Boolean(selected) && (this._muted || !seen.trips.has(selected.index));
    line.options.weight = line.stroke.width + CASING + (line.arrow ? 12 : 0);
    if (line._map) line.redraw();
  },

  _restyle() {
    for (const [index, line] of this._lines) this._style(line, this.trips.segments[index]);
  },

  /** Highlight the selected trip: its lines stay strong and on top, the others fade. */
  _mark() {
    this._restyle();
    const selected = this.store.trip;
    for (const line of this._lines.values()) if (selected && line.seen.trips.has(selected.index)) line.bringToFront();
    this._places.raise();
    this._places.mark(selected);
    this._reach.mark(selected);
  },

  _content(index) {
    const {seen} = this._lines.get(index), {start, end, mode} = this.trips.segments[index];
    const rows = [...seen.trips].map(([number, rank]) => {
      const trip = this.trips.trips[number];
      return {trip, legs: trip.legs.filter(leg => leg.mode === mode), remark: rank ? this.words.say(basisName(rank)) : ''};
    });
    const heading = this.words.say('leg', {from: this.trips.label(start), to: this.trips.label(end)});
    return list(heading, '', rows, this.words, trip => this.select(trip));
  },

  _hover(index, event) {
    if (!this._tip.pinned && !this._touched) this._tip.show(this._content(index), event.containerPoint);
  },

  /** The pointer left a line or a place: unless it went into the tip, the tip goes. What the browser takes for hovered may be older. */
  _leave({originalEvent: {relatedTarget, target}}) {
    if (!this._tip.pinned && !(relatedTarget ?? target).closest('.tip')) this._tip.hide();
  },

  _click(index, event) {
    L.DomEvent.stopPropagation(event);
    const {trips} = this._lines.get(index).seen;
    if (trips.size === 1) this.select(this.trips.trips[trips.keys().next().value]);
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
    const content = item.visit ? this._places.content(item.visit) : list(item.trip.title, '', [{trip: item.trip}], this.words, trip => this.select(trip));
    this._tip.show(content, this._map.latLngToContainerPoint(at), true);
  },

  _middle(trip) {
    const ends = trip.legs.map(leg => this.trips.places[leg.stops.at(-1)[0]]).filter(place => place && !this.trips.isHome(place));
    return ends.length ? L.latLng(ends[0].lat, ends[0].lon) : null;
  },

  _frame(trips, animate) {
    this._framed = this.store.view.key;
    const bounds = L.latLngBounds([]);
    for (const visit of this.trips.visits(trips).values()) bounds.extend([visit.place.lat, visit.place.lon]);
    for (const index of this.trips.traffic(trips).keys()) if (this._lines.has(index)) bounds.extend(this._lines.get(index).getBounds());
    if (!bounds.isValid()) return;
    const wide = this._map.getSize().x > 600;
    const options = {paddingTopLeft: wide ? [150, 24] : [60, 30], paddingBottomRight: wide ? [150, 60] : [60, 126], maxZoom: 8};
    this._go(() => (animate && !this.options.resting() ? this._map.flyToBounds(bounds, {...options, duration: 0.6}) : this._map.fitBounds(bounds, {...options, animate: false})));
  },

  /** Move the map without writing `at`: only the reader's own moves are kept in the URL. */
  _go(move) {
    this._ours = true;
    this._map.once('moveend', () => { this._ours = false; });
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
    Object.assign(fit, {type: 'button', title: this.words.say('fit')});
    fit.setAttribute('aria-label', this.words.say('fit'));
    fit.addEventListener('click', () => { this.store.write({at: null}); this.fit({animate: true}); });
    L.DomEvent.disableClickPropagation(fit);
    const zoom = L.control.zoom({position: 'topright', zoomInTitle: this.words.say('zoom_in'), zoomOutTitle: this.words.say('zoom_out')});
    zoom.addTo(map).getContainer().append(fit);
  },
});

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

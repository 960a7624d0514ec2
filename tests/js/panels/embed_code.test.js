// The code of a figure to embed: text stays text, and its script listens to its own frame alone.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {embedAddress, parseEmbedding} from '../../../static/model/embedding.js';
import {figureHtml} from '../../../static/panels/embed_code.js';

const STORE = {
  words: {translateName: name => name, sentence: () => ['Showing 2 of 11 trips:', ' 2 by rail.']},
  trips: {about: {title: 'Trips of "A" & <B>'}},
  summary: {},
};
const PARTS = {address: 'https://a.example/?a="b"&c', link: '', picture: '', height: 560, adjusts: true};
const figure = changes => figureHtml(STORE, {...PARTS, ...changes});

test('text in the code ends no attribute and opens no element', () => {
  const html = figure({});
  assert.ok(html.includes('src="https://a.example/?a=&#34;b&#34;&#38;c"'));
  assert.ok(html.includes('title="Trips of &#34;A&#34; &#38; &#60;B&#62;"'));
  assert.ok(!html.includes('<a ') && !html.includes('<img'));
});

test('a picture or a link lies under the frame', () => {
  const image = '<img src="p.png?a&#38;b" alt="Showing 2 of 11 trips: 2 by rail."';
  assert.ok(figure({picture: 'p.png?a&b'}).includes(image));
  assert.equal(figure({link: 'https://a.example/'}).match(/<a href="https:\/\/a\.example\/">/g).length, 2);
});

/** Run the script of the code in an article that has only what the script may use. */
function article() {
  const [, script] = figure({}).match(/<script>([^]*)<\/script>/), listeners = [];
  const frame = {src: PARTS.address, contentWindow: {}};
  const box = {style: {}, querySelector: () => frame};
  const document = {currentScript: {previousElementSibling: box}};
  new Function('document', 'addEventListener', script)(document, (_, listener) => listeners.push(listener));
  const hear = event => listeners[0]({source: frame.contentWindow, origin: 'https://a.example', ...event});
  return {box, hear};
}

test('the frame sets its height', () => {
  const {box, hear} = article();
  hear({data: {type: 'trip-map:height', height: 612}});
  assert.equal(box.style.height, '612px');
  hear({data: {type: 'trip-map:height', height: 1e9}});
  assert.equal(box.style.height, '5000px');
});

const HEIGHT = {type: 'trip-map:height', height: 612};
for (const [name, event] of Object.entries({
  'another window': {data: HEIGHT, source: {}},
  'another origin': {data: HEIGHT, origin: 'https://b.example'},
  'another message': {data: {type: 'other', height: 612}},
  'no number': {data: {type: 'trip-map:height', height: '1px;background:url(x)'}},
  'a negative height': {data: {type: 'trip-map:height', height: -1}},
  'no object': {data: null},
})) {
  test(`${name} does not`, () => {
    const {box, hear} = article();
    hear(event);
    assert.equal(box.style.height, undefined);
  });
}

test('without a script the height is fixed', () => {
  const html = figure({adjusts: false, height: 700});
  assert.ok(html.includes('height:700px') && !html.includes('<script>'));
});

test('an address says what the frame shows, before its fragment, and is read back', () => {
  for (const parts of [[], ['filters'], ['headline'], ['headline', 'filters', 'list']]) {
    for (const theme of [null, 'light', 'dark']) {
      const link = 'https://a.example/?year=2018&data=0a1b2c3d#trips=x';
      const url = new URL(embedAddress(link, {parts: new Set(parts), theme}));
      assert.deepEqual(parseEmbedding(url.search), {embedded: true, parts: new Set(parts), theme});
      assert.equal(url.hash, '#trips=x');
      assert.equal(url.searchParams.get('year'), '2018');
      assert.equal(url.searchParams.has('data'), false);
    }
  }
  const plain = {parts: new Set(['filters']), theme: null};
  assert.equal(embedAddress('trips.html?data=0a1b2c3d', plain), 'trips.html?embed=true');
  assert.deepEqual(parseEmbedding('?embed=1&show=x&theme=red'), {embedded: false, parts: new Set(), theme: null});
});

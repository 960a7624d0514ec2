// A refused upload is explained by the status of its answer; nothing else is.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {uploadError, watchUploads} from '../../../static/panels/upload_errors.js';

const UPLOAD = 'https://a.example/_stcore/upload_file/session/file';

test('each status has its reason, and what arrived has none', () => {
  const reasons = [200, 204, 0, 400, 403, 411, 413, 507, 500].map(status => uploadError(UPLOAD, status));
  assert.deepEqual(reasons.slice(0, 3), ['', '', '']);
  assert.deepEqual(reasons.slice(3), [
    'upload_lost_session', 'upload_no_cookies', 'upload_no_room',
    'upload_too_large', 'upload_no_room', 'upload_not_sent',
  ]);
  assert.equal(uploadError('https://a.example/media/5.json', 404), '');
});

test('the reason stands below the uploader and goes when the next file arrives', () => {
  const line = {textContent: '', append() {}, setAttribute() {}}, places = [];
  const document = {createElement: () => line, querySelector: () => ({append: added => places.push(added)})};
  globalThis.document = document;
  let report = () => {};
  class PerformanceObserver {
    constructor(listener) {
      report = (name, responseStatus) => listener({getEntries: () => [{name, responseStatus}]});
    }

    observe() {}
  }
  const words = language => ({translate: key => `${language}: ${key}`});
  watchUploads(document, {PerformanceObserver}, words('en'));
  watchUploads(document, {PerformanceObserver}, words('ko'));
  report(UPLOAD, 403);
  assert.equal(line.textContent, 'ko: upload_no_cookies');
  report('https://a.example/media/5.json', 404);
  assert.equal(line.textContent, 'ko: upload_no_cookies');
  report(UPLOAD, 204);
  assert.equal(line.textContent, '');
  assert.deepEqual(places, [line, line]);
});

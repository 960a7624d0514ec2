// Kept trips: the reader's own trips in this browser (IndexedDB), for a page to show again; no server has them.

const DATABASE = 'trip-map';
const STORE = 'kept';

/**
 * @typedef {object} KeptRecord
 * @property {string} title
 * @property {ArrayBuffer} project the project file (`page/upload/project.py`)
 * @property {ArrayBuffer | null} trips as browsers draw them, gzipped; null where this page does not draw from it
 * @property {string} digest of `trips`
 * @property {string} script the scripts that can draw `trips`
 * @property {string} rows on rows that are not drawn, in `language`
 * @property {string} language
 * @property {number} saved when, in milliseconds since 1970
 * @property {boolean} left whether the reader went back to the page's own trips
 *
 * @typedef {object} Kept what a browser keeps of a page
 * @property {KeptRecord | null} record
 * @property {boolean} off whether the reader wants nothing kept
 *
 * @typedef {object} Opening how a page was opened
 * @property {string} address as the reader asked for it
 * @property {string} kind of navigation: navigate, reload or back_forward
 * @property {string | null} mark what `markTab` left in this tab, if anything
 * @property {boolean} isHost whether the page draws its own trips at its bare address and only offers the reader's
 */

/** The store of one page; its methods fail where the browser keeps nothing. */
export class KeptTrips {
  /** @param {Window} window */
  constructor(window) {
    this.window = window;
    this.page = new URL('.', window.location.href).pathname; // several pages may share a host
  }

  /** @returns {Promise<Kept>} */
  read() {
    return this.#use('readonly', async store => ({
      record: await done(store.get(`trips ${this.page}`)) ?? null,
      off: Boolean(await done(store.get(`off ${this.page}`))),
    }));
  }

  /** @param {KeptRecord} record */
  write(record) {
    return this.#use('readwrite', store => done(store.put(record, `trips ${this.page}`)));
  }

  forget() {
    return this.#use('readwrite', store => done(store.delete(`trips ${this.page}`)));
  }

  /** @param {boolean} off whether to keep nothing from now on */
  setOff(off) {
    return this.#use('readwrite', store => done(store.put(off, `off ${this.page}`)));
  }

  /**
   * Note in this tab which view of the reader's own trips it shows, so that a reload shows it again; null for none.
   * @param {string | null} search
   */
  markTab(search) {
    try {
      if (search === null) this.window.sessionStorage.removeItem(this.#mark);
      else this.window.sessionStorage.setItem(this.#mark, filtersOf(search));
    } catch {
      // Storage is barred; the reader is told where trips would be kept.
    }
  }

  /** @param {boolean} isHost as `Opening` */
  opening(isHost) {
    const [entry] = this.window.performance.getEntriesByType('navigation');
    const {name: address = this.window.location.href, type: kind = 'navigate'} =
      /** @type {Partial<PerformanceNavigationTiming>} */ (entry ?? {});
    return {address, kind, mark: this.#readMark(), isHost};
  }

  get #mark() {
    return `trip-map-own ${this.page}`;
  }

  #readMark() {
    try {
      return this.window.sessionStorage.getItem(this.#mark);
    } catch {
      return null;
    }
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #use(mode, work) {
    const opening = this.window.indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const database = await done(opening);
    try {
      const transaction = database.transaction(STORE, mode);
      const ended = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
      const result = await work(transaction.objectStore(STORE));
      await ended;
      return result;
    } finally {
      database.close();
    }
  }
}

/**
 * Whether to show kept trips at once, rather than to offer them: where the same tab showed them, or where nothing else
 * was asked for. A link to a view of the page's own trips shows that view.
 * @param {Opening} opening
 * @param {boolean} left
 */
export function showsAtOnce({address, kind, mark, isHost}, left) {
  const search = filtersOf(new URL(address).search);
  if (mark !== null && (kind === 'reload' || kind === 'back_forward' || mark === search)) return true;
  return !isHost && !left && search === '';
}

/** @param {string} search */
function filtersOf(search) {
  const query = new URLSearchParams(search);
  for (const name of ['lang', 'at', 'data']) query.delete(name); // which a link to another language has too
  query.sort();
  return query.toString();
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

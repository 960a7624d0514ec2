// Payload: the tables of a data set as they come: JSON, after which long columns stand as bytes. `geo/column_bytes.py`.

/** @import {Payload} from '../../tools/stubs/types.js' */

const LINE_END = 10;
const COLUMN_TYPES = {u1: Uint8Array, u2: Uint16Array, i4: Int32Array};

/**
 * Unpack and read a payload.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} gzipped
 * @returns {Promise<Payload>}
 */
export async function unpackPayload(gzipped) {
  return readTables(await new Response(gzipped.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {Payload}
 */
export function readTables(buffer) {
  const bytes = new Uint8Array(buffer), end = bytes.indexOf(LINE_END);
  if (end < 0) return JSON.parse(new TextDecoder().decode(bytes));
  const tables = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  for (const name of ['trips', 'legs', 'stops', 'segments', 'uses']) placeColumns(tables[name], buffer, end + 1);
  for (const column of tables.details) placeColumns(column, buffer, end + 1);
  return tables;
}

/**
 * Put the columns that stand as bytes into a table.
 * @param {Record<string, any>} table
 * @param {ArrayBuffer} buffer
 * @param {number} start where the bytes of the columns begin
 */
function placeColumns(table, buffer, start) {
  for (const [name, column] of Object.entries(table)) {
    if (column?.bytes) {
      const [type, offset, rows] = column.bytes;
      table[name] = new COLUMN_TYPES[/** @type {keyof typeof COLUMN_TYPES} */ (type)](buffer, start + offset, rows);
    } else if (column?.codes) placeColumns(column, buffer, start);
  }
}

// Basis: how we know the way between two stops, from the best to the least.

/** @import {Basis} from '../../tools/stubs/types.js' */

/** @type {Basis[]} */
export const BASES = ['reported', 'inferred', 'schematic'];

/** @param {number} rank an index of `BASES` */
export const basisName = rank => BASES[rank];

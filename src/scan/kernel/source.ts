/**
 * The loops that look at every byte, in WebAssembly with SIMD: JavaScript has none, and each of them would cost
 * more than reading the file. They read up to 80 bytes past the end they are given: the buffer has room.
 */
import { LINE_ENDS, UNITS } from './countSource.ts';
import { FIND } from './findSource.ts';

export const KERNEL_SOURCE = FIND + LINE_ENDS + UNITS;

/** PNGs of few colours, still and moving: a window's screenshot takes a third of its bytes so. */
import UPNG from 'upng-js';

/** Enough for a window in one theme: fewer are seen, more make a file larger for nothing. */
const COLOURS = 64;

export interface Frame {
  readonly png: Buffer;
  /** For how long it is shown, in milliseconds. */
  readonly shownMs: number;
}

/** A still of few colours. */
export function smallPng(png: Buffer): Buffer {
  return encode([{ png, shownMs: 0 }]);
}

/** An animated PNG that begins again at its end. Its frames are of one size. */
export function movingPng(frames: readonly Frame[]): Buffer {
  return encode(frames);
}

function encode(frames: readonly Frame[]): Buffer {
  const images = frames.map(({ png }) => UPNG.decode(arrayBuffer(png)));
  const [first] = images;
  if (!first) throw new Error('There is no frame.');
  const { width, height } = first;
  if (images.some((image) => image.width !== width || image.height !== height))
    throw new Error('The frames are of different sizes.');
  const pixels = images.flatMap((image) => UPNG.toRGBA8(image).slice(0, 1));
  const delays = frames.map(({ shownMs }) => shownMs);
  return Buffer.from(UPNG.encode(pixels, width, height, COLOURS, delays));
}

/** The bytes alone: a Buffer can be a part of a larger piece of memory. */
function arrayBuffer(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

/** PNGs of few colours, still and moving: a window's screenshot takes a third of its bytes so. */
import UPNG from 'upng-js';

/** How many colours each has: enough for what one window shows, and the most that a palette takes for all of a tour. */
const COLOURS = { still: 64, moving: 256 };

export interface Frame {
  readonly png: Buffer;
  /** For how long it is shown, in milliseconds. */
  readonly shownMs: number;
}

/** A still of few colours. */
export function smallPng(png: Buffer): Buffer {
  return encode([{ png, shownMs: 0 }], COLOURS.still);
}

/** An animated PNG that begins again at its end. Its frames are of one size. */
export function movingPng(frames: readonly Frame[]): Buffer {
  return encode(frames, COLOURS.moving);
}

function encode(frames: readonly Frame[], colours: number): Buffer {
  const images = frames.map(({ png }) => UPNG.decode(arrayBuffer(png)));
  const [first] = images;
  if (!first) throw new Error('There is no frame.');
  const { width, height } = first;
  if (images.some((image) => image.width !== width || image.height !== height))
    throw new Error('The frames are of different sizes.');
  const pixels = images.flatMap((image) => UPNG.toRGBA8(image).slice(0, 1));
  const delays = frames.map(({ shownMs }) => shownMs);
  return Buffer.from(UPNG.encode(pixels, width, height, colours, delays));
}

/** The bytes alone: a Buffer can be a part of a larger piece of memory. */
function arrayBuffer(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

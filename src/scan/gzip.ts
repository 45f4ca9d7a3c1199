/** Unpacks gzip files piece by piece. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** Pieces of this size are handed out, in bytes. */
const PIECE = 256 * 1024;

/**
 * Hands out what a gzip file holds. Returns false where it ends early or is damaged: what came until then is right.
 * Rejects where the file cannot be read, and with what `take` throws.
 * @param take is given the bytes, and how many bytes of the file have been read
 */
export async function unpack(
  path: string,
  take: (bytes: Uint8Array, read: number) => void,
): Promise<boolean> {
  const file = createReadStream(path, { highWaterMark: PIECE });
  const unpacked = createGunzip({ chunkSize: PIECE });
  // What fails in reading fails the unpacking, which is where it is heard.
  file.on('error', (error) => unpacked.destroy(error));
  file.pipe(unpacked);
  try {
    for await (const bytes of unpacked) if (bytes instanceof Uint8Array) take(bytes, file.bytesRead);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:Z_|ERR_ZLIB)/.test(String(error.code)))
      return false;
    throw error;
  } finally {
    file.destroy();
  }
}

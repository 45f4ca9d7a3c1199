/** Where ids may stand: the search for the few bytes that every id has, or that stand before one. */

/**
 * What can be of an id, as bytes at the places 0, 1, 2 and 5 after where it begins; an empty text is any byte.
 * A byte passes when its low and its high half occur among those of the bytes given, so a few others pass too:
 * what this lets through is looked at closer. One bit each, in this order.
 */
const NEEDLES: readonly (readonly [string, string, string, string])[] = [
  ['vV', '1', '.', ''],
  // `sessionId`, `sessionID`, `session_id`, `sessionid`, from their third letter.
  ['s', 's', 'i', 'Ii_'],
  // Marks of a cut behind a hex digit: ..., …, \\u2026, %E2%80%A6.
  ['0123456789abcdefABCDEF', '.', '.', ''],
  ['0123456789abcdefABCDEF', '\xe2', '\x80', ''],
  ['0123456789abcdefABCDEF', '\\', 'u', '2'],
  ['0123456789abcdefABCDEF', '%', 'E', '8'],
  // Hex digits take two bits, so that nothing else passes. No needle, as no byte may follow.
  ['0123456789', 'none', 'none', 'none'],
  ['abcdefABCDEF', 'none', 'none', 'none'],
];
const HEX_BITS = 0b1100_0000;

/** For each half of a byte, the bits of the needles it occurs in at a place. */
function table(place: 0 | 1 | 2 | 3, half: (byte: number) => number): string {
  const bits = Array.from({ length: 16 }, () => 0);
  for (const [bit, needle] of NEEDLES.entries()) {
    if (needle[place] === 'none') continue;
    const bytes =
      needle[place] === ''
        ? bits.map((_, index) => index * 17)
        : Array.from(needle[place], (char) => char.charCodeAt(0));
    for (const byte of bytes) bits[half(byte)] = (bits[half(byte)] ?? 0) | (1 << bit);
  }
  return bits.join(' ');
}

const low = (byte: number) => byte & 15;
const high = (byte: number) => byte >> 4;

/** Sets three locals to what the bytes of a block may be at the first places of a needle: `x0 x1 x2`. */
const classify = (block: string, offset: number) => `
        local.get from  v128.load ${offset}  local.tee bytes
        local.get nibble  v128.and  local.set lows
        local.get bytes  i32.const 4  i8x16.shr_u  local.set highs
        local.get low0  local.get lows  i8x16.swizzle  local.get high0  local.get highs  i8x16.relaxed_swizzle  v128.and  local.set ${block}0
        local.get low1  local.get lows  i8x16.swizzle  local.get high1  local.get highs  i8x16.relaxed_swizzle  v128.and  local.set ${block}1
        local.get low2  local.get lows  i8x16.swizzle  local.get high2  local.get highs  i8x16.relaxed_swizzle  v128.and  local.set ${block}2`;

/** The sixteen bytes that begin so many bytes into two blocks. */
const across = (first: string, second: string, by: number) =>
  `local.get ${first}  local.get ${second}  i8x16.shuffle ${Array.from({ length: 16 }, (_, lane) => lane + by).join(' ')}`;

/** Which needles begin at each byte of a block, given the block after it. */
const needles = (block: string, next: string) => `
          local.get ${block}0
          ${across(`${block}1`, `${next}1`, 1)}  v128.and
          ${across(`${block}2`, `${next}2`, 2)}  v128.and`;

/** Of a block whose bytes at the last place of a needle begin at an offset: those needles of `local` that go on so. */
const goingOn = (local: string, offset: number) => `
        local.get from  v128.load ${offset}  local.tee bytes
        local.get nibble  v128.and  local.set lows
        local.get bytes  i32.const 4  i8x16.shr_u  local.set highs
        v128.const ${table(3, low)}  local.get lows  i8x16.swizzle
        v128.const ${table(3, high)}  local.get highs  i8x16.swizzle
        v128.and  local.get ${local}  v128.and  local.set ${local}`;

const ZERO = `v128.const ${Array.from({ length: 16 }, () => 0).join(' ')}`;

/**
 * `find(from, to, out)`: for every 32-byte block that may touch an id, writes its address and the places of the
 * needles that begin in it, a bit each, as two 32-bit numbers; returns the address after the last one written.
 * Bit 0 of the address, which is a multiple of 32, tells that the first half of the block is all hex digits:
 * 50 of them in a row always cover the first half of some block. So `from` is a multiple of 32.
 *
 * Each round has two blocks of 16 bytes and looks into a third one, which becomes the first of the next round.
 */
export const FIND = `
func find
  param from to out .
  result
  local i32 hex .
  local v128 bytes nibble lows highs low0 low1 low2 high0 high1 high2
    a0 a1 a2 b0 b1 b2 c0 c1 c2 found more hexBits .
  i32.const 15  i8x16.splat  local.set nibble
  i32.const ${HEX_BITS}  i8x16.splat  local.set hexBits
  ${([0, 1, 2] as const)
    .map(
      (place) => `
  v128.const ${table(place, low)}  local.set low${place}
  v128.const ${table(place, high)}  local.set high${place}`,
    )
    .join('')}
  ${classify('a', 0)}
  block done
    loop next
      local.get from  local.get to  i32.ge_u  br_if done
      ${classify('b', 16)}
      ${classify('c', 32)}
      ${needles('a', 'b')}  local.set found
      ${needles('b', 'c')}  local.set more
      local.get a0  local.get hexBits  v128.and  i8x16.all_true  local.set hex
      local.get found  local.get more  v128.or  v128.any_true  local.get hex  i32.or
      if
        ;; Rarely here, so the last place of the needles is looked at only now.
        ${goingOn('found', 5)}
        ${goingOn('more', 21)}
        local.get found  local.get more  v128.or  v128.any_true  local.get hex  i32.or
        if
          local.get out  local.get from  local.get hex  i32.or  i32.store 0
          local.get out
          local.get found  ${ZERO}  i8x16.ne  i8x16.bitmask
          local.get more  ${ZERO}  i8x16.ne  i8x16.bitmask  i32.const 16  i32.shl  i32.or
          i32.store 4
          local.get out  i32.const 8  i32.add  local.set out
        end
      end
      local.get c0  local.set a0
      local.get c1  local.set a1
      local.get c2  local.set a2
      local.get from  i32.const 32  i32.add  local.set from
      br next
    end
  end
  local.get out
endfunc`;

/** Lines and columns: how many line ends, and how many UTF-16 code units, some bytes have. */

/**
 * `lineEnds(from, to)`: how many lines end in the bytes: at a line feed, or at a carriage return with no line feed
 * after it. The byte at `to` is looked at: it tells whether a carriage return before it ends a line.
 */
export const LINE_ENDS = `
func lineEnds
  param from to .
  result
  local i32 count start stop .
  local v128 block ends lf cr crs one sums .
  i32.const 10 i8x16.splat local.set lf
  i32.const 13 i8x16.splat local.set cr
  ;; Whole blocks, whose counts are kept in bytes: at most 240 blocks until a byte could overflow.
  block rest
    loop outer
      local.get to  local.get from  i32.sub  i32.const 16  i32.lt_u  br_if rest
      local.get to  i32.const 15  i32.sub  local.set stop
      local.get to  local.get from  i32.sub  i32.const 3840  i32.gt_u
      if
        local.get from  i32.const 3840  i32.add  local.set stop
      end
      local.get from  local.set start
      local.get one  local.get one  i8x16.sub  local.tee sums  local.set crs
      loop inner
        local.get from  v128.load 0  local.set block
        local.get sums  local.get block  local.get lf  i8x16.eq  i8x16.sub  local.set sums
        local.get crs  local.get block  local.get cr  i8x16.eq  v128.or  local.set crs
        local.get from  i32.const 16  i32.add  local.tee from
        local.get stop  i32.lt_u  br_if inner
      end
      local.get crs  v128.any_true
      if
        ;; Carriage returns, which most files have none of: once more, with the byte after each.
        local.get start  local.set from
        local.get one  local.get one  i8x16.sub  local.set sums
        loop again
          local.get from  v128.load 0  local.set block
          local.get sums
          local.get block  local.get lf  i8x16.eq
          local.get block  local.get cr  i8x16.eq
          local.get from  v128.load 1  local.get lf  i8x16.ne
          v128.and  v128.or
          i8x16.sub  local.set sums
          local.get from  i32.const 16  i32.add  local.tee from
          local.get stop  i32.lt_u  br_if again
        end
      end
      local.get sums
      i16x8.extadd_pairwise_i8x16_u  i32x4.extadd_pairwise_i16x8_u  local.set ends
      local.get count
      local.get ends  i32x4.extract_lane 0  i32.add
      local.get ends  i32x4.extract_lane 1  i32.add
      local.get ends  i32x4.extract_lane 2  i32.add
      local.get ends  i32x4.extract_lane 3  i32.add
      local.set count
      br outer
    end
  end
  block done
    local.get from  local.get to  i32.ge_u  br_if done
    ;; The last block: only the bits of the bytes before the end count.
    local.get from  v128.load 0  local.set block
    local.get block  local.get lf  i8x16.eq
    local.get block  local.get cr  i8x16.eq
    local.get from  v128.load 1  local.get lf  i8x16.ne
    v128.and  v128.or
    i8x16.bitmask
    i32.const 1  local.get to  local.get from  i32.sub  i32.shl  i32.const 1  i32.sub
    i32.and  i32.popcnt
    local.get count  i32.add  local.set count
  end
  local.get count
endfunc`;

/**
 * `units(from, to)`: how many UTF-16 code units the UTF-8 bytes are: one for every byte that begins a character,
 * and one more for a character of four bytes.
 */
export const UNITS = `
func units
  param from to .
  result
  local i32 count mask .
  local v128 block low high four .
  i32.const 128 i8x16.splat local.set low
  i32.const 192 i8x16.splat local.set high
  i32.const 240 i8x16.splat local.set four
  block done
    loop next
      local.get from  local.get to  i32.ge_u  br_if done
      i32.const 65535  local.set mask
      local.get to  local.get from  i32.sub  i32.const 16  i32.lt_u
      if
        i32.const 1  local.get to  local.get from  i32.sub  i32.shl  i32.const 1  i32.sub  local.set mask
      end
      local.get from  v128.load 0  local.set block
      local.get count
      local.get block  local.get low   i8x16.lt_u
      local.get block  local.get high  i8x16.ge_u
      v128.or
      i8x16.bitmask  local.get mask  i32.and  i32.popcnt  i32.add
      local.get block  local.get four  i8x16.ge_u
      i8x16.bitmask  local.get mask  i32.and  i32.popcnt  i32.add
      local.set count
      local.get from  i32.const 16  i32.add  local.set from
      br next
    end
  end
  local.get count
endfunc`;

;; The loops that look at every byte, with SIMD, which JavaScript lacks: each of them would cost more than reading
;; the file. Assembled by the build. They read up to 32 bytes past the end they are given.
(module
  (import "env" "memory" (memory 1))

  ;; Where ids may stand: for every 16-byte block that may touch one, writes two 32-bit numbers to $out: its
  ;; address, and a bit for each of its bytes at which a needle begins. Bit 0 of the address tells that the block is
  ;; all hex digits; it is set only for addresses that are multiples of 32, as 50 digits in a row always cover such a
  ;; block. Returns the address after the last number written. $from is a multiple of 16.
  ;;
  ;; A needle is what every id has, or what stands before it, as bytes at the places 0, 1, 2 and 5:
  ;;   bit 0  v or V, `1`, `.`, any        of a v1 id
  ;;   bit 1  `s`, `s`, `i`, one of I i _  of sessionId, sessionID, session_id, sessionid: from their third letter
  ;;   bit 2  hex, `.`, `.`, any           a cut after a hex digit: ...
  ;;   bit 3  hex, E2, 80, any             the same: an ellipsis in UTF-8
  ;;   bit 4  hex, `\`, `u`, `2`           the same: \u2026
  ;;   bit 5  hex, `%`, `E`, `8`           the same: %E2%80%A6
  ;;   bit 6  `m`, `N`, `a`, any           of roomName: from its fourth letter
  ;;   bit 7  hex, at place 0 alone
  ;; For each half of a byte, a table has the bits of the needles it occurs in at a place. A byte passes when both
  ;; halves do, so a few others pass too (as hex: @ ` g h i): what this lets through is looked at closer.
  (func (export "find") (param $from i32) (param $to i32) (param $out i32) (result i32)
    (local $next i32) (local $hex i32)
    (local $bytes v128) (local $lows v128) (local $highs v128) (local $nibble v128)
    (local $low0 v128) (local $high0 v128) (local $low1 v128) (local $high1 v128) (local $low2 v128) (local $high2 v128)
    ;; Which needles the bytes of a block, and those of the block after it, can be of at the places 0, 1 and 2.
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $b0 v128) (local $b1 v128) (local $b2 v128)
    (local $found v128)
    (local.set $nibble (i8x16.splat (i32.const 0x0f)))
    (local.set $low0 (v128.const i8x16 0xbc 0xbc 0xbc 0xbe 0xbc 0xbc 0xbd 0xbc 0xbc 0xbc 0 0 0 0x40 0 0))
    (local.set $high0 (v128.const i8x16 0 0 0 0xbc 0xbc 0x01 0xfc 0x03 0 0 0 0 0 0 0 0))
    (local.set $low1 (v128.const i8x16 0 0x01 0x08 0x02 0 0x20 0 0 0 0 0 0 0x10 0 0x44 0))
    (local.set $high1 (v128.const i8x16 0 0 0x24 0x01 0x40 0x10 0 0x02 0 0 0 0 0 0 0x08 0))
    (local.set $low2 (v128.const i8x16 0x08 0x40 0 0 0 0x30 0 0 0 0x02 0 0 0 0 0x05 0))
    (local.set $high2 (v128.const i8x16 0 0 0x05 0 0x20 0 0x42 0x10 0x08 0 0 0 0 0 0 0))
    (local.set $next (local.get $from))
    ;; Each round decides the block before $next; the first round has none before it, and finds nothing.
    (loop $blocks
      (local.set $bytes (v128.load (local.get $next)))
      (local.set $lows (v128.and (local.get $bytes) (local.get $nibble)))
      (local.set $highs (i8x16.shr_u (local.get $bytes) (i32.const 4)))
      (local.set $b0 (v128.and
        (i8x16.relaxed_swizzle (local.get $low0) (local.get $lows))
        (i8x16.relaxed_swizzle (local.get $high0) (local.get $highs))))
      (local.set $b1 (v128.and
        (i8x16.relaxed_swizzle (local.get $low1) (local.get $lows))
        (i8x16.relaxed_swizzle (local.get $high1) (local.get $highs))))
      (local.set $b2 (v128.and
        (i8x16.relaxed_swizzle (local.get $low2) (local.get $lows))
        (i8x16.relaxed_swizzle (local.get $high2) (local.get $highs))))
      (local.set $found (v128.and (local.get $a0) (v128.and
        (i8x16.shuffle 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 (local.get $a1) (local.get $b1))
        (i8x16.shuffle 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 (local.get $a2) (local.get $b2)))))
      (local.set $hex (i32.eq (i8x16.bitmask (local.get $a0)) (i32.const 0xffff)))
      (if (i32.or (v128.any_true (local.get $found)) (local.get $hex))
        (then
          ;; Rarely here, so the rest is looked at only now.
          (local.set $hex (i32.and (local.get $hex) (i32.shr_u (local.get $next) (i32.const 4))))
          (local.set $bytes (v128.load (i32.sub (local.get $next) (i32.const 11))))
          (local.set $found (v128.and (local.get $found) (v128.and
            (i8x16.relaxed_swizzle
              (v128.const i8x16 0x4d 0x4d 0x5d 0x4d 0x4d 0x4d 0x4d 0x4d 0x6d 0x4f 0x4d 0x4d 0x4d 0x4d 0x4d 0x4f)
              (v128.and (local.get $bytes) (local.get $nibble)))
            (i8x16.relaxed_swizzle
              (v128.const i8x16 0x4d 0x4d 0x4d 0x7d 0x4f 0x4f 0x4f 0x4d 0x4d 0x4d 0x4d 0x4d 0x4d 0x4d 0x4d 0x4d)
              (i8x16.shr_u (local.get $bytes) (i32.const 4))))))
          (if (i32.or (v128.any_true (local.get $found)) (local.get $hex))
            (then
              (i32.store (local.get $out)
                (i32.or (i32.sub (local.get $next) (i32.const 16)) (local.get $hex)))
              (i32.store offset=4 (local.get $out)
                (i8x16.bitmask (i8x16.ne (local.get $found) (v128.const i64x2 0 0))))
              (local.set $out (i32.add (local.get $out) (i32.const 8)))))))
      (local.set $a0 (local.get $b0))
      (local.set $a1 (local.get $b1))
      (local.set $a2 (local.get $b2))
      (local.set $next (i32.add (local.get $next) (i32.const 16)))
      (br_if $blocks (i32.lt_u (local.get $next) (i32.add (local.get $to) (i32.const 16)))))
    (local.get $out))

  ;; How many lines end in the bytes: at a line feed, or at a carriage return with no line feed after it. The byte
  ;; at $to is looked at: it tells whether a carriage return before it ends a line.
  (func (export "lineEnds") (param $from i32) (param $to i32) (result i32)
    (local $count i32) (local $bits i32)
    (local $bytes v128) (local $lf v128) (local $cr v128)
    (local.set $lf (i8x16.splat (i32.const 10)))
    (local.set $cr (i8x16.splat (i32.const 13)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $bytes (v128.load (local.get $from)))
        (local.set $bits (i8x16.bitmask (v128.or
          (i8x16.eq (local.get $bytes) (local.get $lf))
          (v128.andnot
            (i8x16.eq (local.get $bytes) (local.get $cr))
            (i8x16.eq (v128.load offset=1 (local.get $from)) (local.get $lf))))))
        (local.set $count (i32.add (local.get $count) (i32.popcnt (local.get $bits))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $next)))
    ;; Without those of the last block that lie behind the end.
    (i32.sub (local.get $count) (i32.popcnt
      (i32.shr_u (local.get $bits) (i32.sub (i32.const 16) (i32.sub (local.get $from) (local.get $to))))))))

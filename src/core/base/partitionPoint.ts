/** How many items come before the first that does not pass, of items in which all that pass come first. */
export function partitionPoint<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // oxlint-disable-next-line typescript/no-non-null-assertion -- it is between 0 and the length
    if (passes(items[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

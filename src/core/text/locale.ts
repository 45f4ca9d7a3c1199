/**
 * The locale a language's texts are written in: plain `en` has the day before the month, and so has what is no tag or
 * no language that the runtime knows.
 */
export function localeOf(language: string): string {
  if (language === 'en') return 'en-GB';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([language])[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

/**
 * Writes the numbers among the values of a message as a language writes them, to a tenth. Without separators of
 * thousands: some are lines, or other numbers that stand for a name.
 * @param language a language tag, as {@link localeOf} takes it
 */
export function createValueFormat(language: string): (value: string | number | boolean) => string | boolean {
  const format = new Intl.NumberFormat(localeOf(language), { useGrouping: false, maximumFractionDigits: 1 });
  return (value) => (typeof value === 'number' ? format.format(value) : value);
}

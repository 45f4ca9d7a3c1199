/** A field of an object or a list that is still to be looked at. */
type Holder = Record<string, unknown> | unknown[];

/**
 * What a body held, without secrets in any of its texts and names of fields: a server may repeat the key anywhere,
 * and whatever an answer holds is shown, kept and handed on. Changes what it is given, which nobody else has yet.
 * @param value as `JSON.parse` gives it, however deeply nested
 * @param redact replaces secrets in a text
 */
export function withoutSecrets(value: unknown, redact: (text: string) => string): unknown {
  const whole: Record<string, unknown> = { value };
  const open: Holder[] = [whole];
  for (let holder = open.pop(); holder; holder = open.pop()) {
    for (const [key, item] of Object.entries(holder)) {
      if (typeof item === 'string') {
        const text = redact(item);
        if (text !== item) put(holder, key, text);
      } else if (isHolder(item)) {
        open.push(item);
        if (!Array.isArray(item)) renameFields(item, redact);
      }
    }
  }
  return whole['value'];
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

/** Redacts the names of an object's fields, which stay in their order; of those that become the same, each stays. */
function renameFields(record: Record<string, unknown>, redact: (text: string) => string): void {
  const fields = Object.entries(record);
  if (fields.every(([key]) => redact(key) === key)) return;
  for (const [key] of fields) Reflect.deleteProperty(record, key);
  const times = new Map<string, number>();
  for (const [key, item] of fields) {
    const name = redact(key);
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    put(record, time === 1 ? name : `${name} (${time})`, item);
  }
}

/** Also where the field is called `__proto__`. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

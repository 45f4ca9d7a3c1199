/** A field of an object or a list that is still to be looked at. */
type Holder = Record<string, unknown> | unknown[];

/** How JSON may write the characters of a key, visible ASCII, other than as they are. */
const ESCAPED = /\\(?:u00([2-7][0-9a-f])|(["\\/]))/gi;
const ESCAPED_BY_NUMBER = /\\u00[2-7]/i;

/**
 * Whether the text of a body may hold a secret: a look at the whole of it, which takes a small part of the time that
 * the walk through what it held takes.
 */
export function mayHoldSecrets(body: string, redact: (text: string) => string): boolean {
  const plain = unescaped(body);
  return redact(plain) !== plain;
}

function unescaped(body: string): string {
  if (!body.includes('\\')) return body;
  // Hardly any server writes visible ASCII by numbers; without them the fast way does.
  if (!ESCAPED_BY_NUMBER.test(body))
    return body.replaceAll('\\/', '/').replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  return body.replaceAll(ESCAPED, (_, code: string | undefined, character: string | undefined) =>
    code === undefined ? (character ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/**
 * What a body held, without secrets in any of its texts and names of fields: a server may repeat the key anywhere,
 * and whatever an answer holds is shown, kept and handed on. Changes what it is given, which nobody else has yet.
 * @param value as `JSON.parse` gives it, however deeply nested
 * @param redact replaces secrets in a text
 */
export function withoutSecrets(value: unknown, redact: (text: string) => string): unknown {
  const whole: Record<string, unknown> = { value };
  const open: Holder[] = [whole];
  const look = (holder: Holder, key: string | number, item: unknown) => {
    if (typeof item === 'string' || typeof item === 'number') {
      // A key of digits that a server wrote without quotes is a number here.
      const before = String(item);
      const text = redact(before);
      if (text !== before) put(holder, key, text);
    } else if (isHolder(item)) {
      open.push(item);
      if (!Array.isArray(item)) renameFields(item, redact);
    }
  };
  for (let holder = open.pop(); holder; holder = open.pop()) {
    // A list by its places: a million names of places take long to make.
    if (Array.isArray(holder)) for (let at = 0; at < holder.length; at++) look(holder, at, holder[at]);
    else for (const [key, item] of Object.entries(holder)) look(holder, key, item);
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
    let time = times.get(name) ?? 1;
    const numbered = () => (time === 1 ? name : `${name} (${time})`);
    while (Object.hasOwn(record, numbered())) time += 1;
    put(record, numbered(), item);
    times.set(name, time + 1);
  }
}

/** Also where the field is called `__proto__`. */
function put(holder: Holder, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

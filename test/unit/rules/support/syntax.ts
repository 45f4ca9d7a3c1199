/** The syntax tree of a TypeScript file; TypeScript 7 offers programs no parser. */
import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';

/** A place in a file, counted from its beginning, as every node of the tree has it. */
interface Placed {
  readonly start: number;
}

/** Tells the line of a node, from 1. */
export type LineOf = (node: Placed) => number;

/**
 * Walks through a file in the order in which it is written.
 * @param visitorOf makes what is called for each kind of node
 * Throws where the file is no TypeScript.
 */
export function walk(source: string, visitorOf: (lineOf: LineOf) => VisitorObject): void {
  const { program, errors } = parseSync('file.ts', source);
  const [error] = errors;
  if (error) throw new SyntaxError(error.codeframe ?? error.message);
  const breaks = [...source.matchAll(/\n/g)].map(({ index }) => index);
  const lineOf: LineOf = ({ start }) => {
    const next = breaks.findIndex((index) => index >= start);
    return (next === -1 ? breaks.length : next) + 1;
  };
  new Visitor(visitorOf(lineOf)).visit(program);
}

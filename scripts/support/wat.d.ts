import type { Plugin } from 'esbuild';

export function loadAssembler(): Promise<(path: string) => Uint8Array<ArrayBuffer>>;
export const watPlugin: Plugin;

// @ts-check
// Assembles WebAssembly text, for the build and for tests that run the sources as they are.
'use strict';

const { readFileSync } = require('node:fs');

/** Resolves to what makes WebAssembly of a file; that throws where the text is wrong. @returns {Promise<(path: string) => Uint8Array>} */
async function loadAssembler() {
  const wabt = await require('wabt')();
  return (path) => {
    const module = wabt.parseWat(path, readFileSync(path, 'utf8'), { relaxed_simd: true });
    try {
      module.validate();
      return module.toBinary({}).buffer;
    } finally {
      module.destroy();
    }
  };
}

/** What an import of a `.wat` file gives in a bundle. @type {import('esbuild').Plugin} */
const watPlugin = {
  name: 'wat',
  setup(build) {
    build.onLoad({ filter: /\.wat$/ }, async ({ path }) => {
      const assemble = await loadAssembler();
      return { contents: assemble(path), loader: 'binary', watchFiles: [path] };
    });
  },
};

module.exports = { loadAssembler, watPlugin };

/**
 * The one way every package is bundled: ESM for Node 22 and later, no declarations (`tsc -b` makes
 * those), dependencies left as imports.
 * @module
 */
import { defineConfig } from 'tsup'

export const bundleOf = (entry: readonly string[]) =>
  defineConfig({
    entry: [...entry],
    outDir: 'dist',
    format: 'esm',
    target: 'node22',
    platform: 'neutral',
    external: [/^[^./]/],
    skipNodeModulesBundle: true,
    dts: false,
    sourcemap: true,
    splitting: true,
    // `node:sqlite` has no other name.
    removeNodeProtocol: false,
    // Only what this bundles: the declarations beside it are `tsc -b`'s.
    clean: ['!**/*.d.ts', '!**/*.d.ts.map', '!**/.tsbuildinfo'],
    silent: true,
  })

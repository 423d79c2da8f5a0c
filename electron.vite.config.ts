import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

// Floors: Node 16.17 and Chromium 108 of the fallback Electron (docs/decisions), CommonJS where Node runs it.
const nodeBuild = { target: 'node16', sourcemap: true, minify: false } as const;

export default defineConfig({
  main: {
    build: {
      ...nodeBuild,
      outDir: 'out/main',
      rollupOptions: {
        input: {
          main: resolve('src-main/main.ts'),
          cli: resolve('src-main/cli.ts'),
          trainer: resolve('src-main/trainer-process/trainer.ts'),
          'patch-thread': resolve('src-main/trainer-process/patch-thread.ts'),
          decoder: resolve('src-main/decoder-process/decoder.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      ...nodeBuild,
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but Electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve('src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    plugins: [vue()],
    build: {
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      target: 'chrome108',
      cssTarget: 'chrome108',
      modulePreload: false,
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});

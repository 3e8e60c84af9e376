#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(fileURLToPath(main))) {
  await import(main.href);
} else {
  process.stderr.write(
    '一盘棋还没有构建，请先运行 npm ci && npm run build。\nNot built yet: npm ci && npm run build.\n',
  );
  process.exitCode = 2;
}

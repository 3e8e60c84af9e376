/** A bar on long work, on a terminal only; logs get one line at the end. */
import type { DemoProgress } from '@yipan/server';
import { Presets, SingleBar } from 'cli-progress';
import { say, tell } from './speech.js';

export function progressBar(): { show: (at: DemoProgress) => void; stop: () => void } {
  let bar: SingleBar | undefined;
  let total = 0;
  return {
    show({ done, total: all, file }) {
      if (!all) return;
      total = all;
      if (!process.stderr.isTTY) {
        if (done === 0) tell('正在装入演示台账……', 'Loading the demo ledger …');
        return;
      }
      if (!bar) {
        const format = say(
          '装入演示台账 {bar} {value}/{total} {file}',
          'Demo ledger {bar} {value}/{total} {file}',
        );
        bar = new SingleBar(
          { format, stream: process.stderr, hideCursor: true },
          Presets.shades_classic,
        );
        bar.start(all, 0, { file });
      }
      bar.update(done, { file });
    },
    stop() {
      bar?.stop();
      if (total) tell(`演示台账已装入（${total} 个文件）`, `Demo ledger loaded (${total} files)`);
    },
  };
}

import { ROW, TILE } from './records';

/**
 * Copies `count` rows of a table, f32[][width], into tiles: those named by the indices at `order`. Spare lanes of the last
 * tile get 0, so that nothing a sample outside the batch holds can reach it.
 */
export function gather(order: usize, count: i32, table: usize, width: i32, tile: usize): void {
  const bytes = <usize>width * 4;
  for (let left = count; left > 0; left -= TILE) {
    for (let lane = 0; lane < TILE; lane++) {
      let row = tile + <usize>lane * 4;
      if (lane < left) {
        let from = table + <usize>load<i32>(order) * bytes;
        order += 4;
        for (let f = width; f > 0; --f) {
          store<f32>(row, load<f32>(from));
          from += 4;
          row += ROW;
        }
      } else {
        for (let f = width; f > 0; --f) {
          store<f32>(row, 0);
          row += ROW;
        }
      }
    }
    tile += ROW * width;
  }
}

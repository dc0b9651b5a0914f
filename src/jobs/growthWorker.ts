import type { GrowthWorker } from '../protocol/growthWorker.js';
import { connect } from '../protocol/rpc.js';
import { LOADED } from '../protocol/worker.js';
import { measureGrowth } from './growth.js';
import { parentChannel } from './parentChannel.js';

/** The thread that reads a training's data to predict how connectivities grow. */
const channel = parentChannel();
connect<GrowthWorker, object>(channel, { growth: measureGrowth });
channel.post(LOADED);
